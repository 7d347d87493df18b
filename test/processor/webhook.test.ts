import request from 'supertest'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { elm, harbor } from '../../prisma/cast.ts'
import { handlers } from '../../src/jobs.ts'
import { setClock } from '../../src/platform/clock.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { drain } from '../../src/platform/jobs.ts'
import { openProcessor } from '../../src/platform/stripe.ts'
import { app } from '../app.ts'
import { ask } from '../catalogue.ts'
import { eventAbout, posted, settings, signature } from './signed-events.ts'

const customers = { [harbor.id]: 'cus_harbor', [elm.id]: 'cus_elm' }
const about = (customer: string, changed?: object) => eventAbout({ id: 'in_1', object: 'note', customer }, changed)
const eventsOf = ({ id: organizationId }: { id: string }) =>
  inOrganization({ organizationId }, (tx) => tx.processorEvent.findMany({ orderBy: { receivedAt: 'asc' } }))
const jobs = async () => (await ask(`select id from pgboss.job where name = 'processor.reconcile'`)).length

beforeAll(async () => {
  for (const [organizationId, processorCustomer] of Object.entries(customers)) {
    await inOrganization({ organizationId }, (tx) =>
      tx.subscription.update({ where: { organizationId }, data: { processorCustomer } }),
    )
  }
})
beforeEach(async () => {
  await openProcessor(settings)
  setClock(() => new Date('2026-12-01T12:00:00Z'))
})
afterAll(async () => {
  await openProcessor(null)
  setClock(() => new Date())
})

test('a signed event is stored by its id with a job, and answered', async () => {
  const body = about('cus_harbor')
  const { id } = JSON.parse(body) as { id: string }
  expect(await posted(body)).toBe(200)
  const [event] = await eventsOf(harbor)
  expect(event).toMatchObject({ id, type: 'invoice.paid', objectType: 'note', objectId: 'in_1', state: 'received' })
  await drain(handlers)
  expect((await eventsOf(harbor)).map(({ state }) => state)).toEqual(['ignored']) // nothing here knows of notes
})

test('an event that is sent again, twenty times at once, is stored once and worked at once', async () => {
  const body = about('cus_harbor')
  const [before, jobsBefore] = [(await eventsOf(harbor)).length, await jobs()]
  const answers = await Promise.all(Array.from({ length: 20 }, () => posted(body)))
  expect(new Set(answers)).toEqual(new Set([200]))
  expect((await eventsOf(harbor)).length).toBe(before + 1)
  expect(await jobs()).toBe(jobsBefore + 1)
})

test.each<[string, (body: string) => [body: string, header: string]]>([
  ['without a signature', (body) => [body, '']],
  ['signed with another secret, as another account does', (body) => [body, signature(body, { secret: 'whsec_elm' })]],
  ['signed with no secret', (body) => [body, signature(body, { secret: '' })]],
  ['301 seconds old', (body) => [body, signature(body, { late: -301 })]],
  ['301 seconds in the future', (body) => [body, signature(body, { late: 301 })]],
  ['an hour in the future', (body) => [body, signature(body, { late: 3600 })]],
  ['written again with other spaces', (body) => [JSON.stringify(JSON.parse(body)), signature(body)]],
  ['with one letter changed', (body) => [body.replace('cus_harbor', 'cus_harbos'), signature(body)]],
  ['with the signature of another body', (body) => [body, signature(about('cus_harbor'))]],
  ['with a moment put before the signed one', (body) => [body, `t=1796126400,${signature(body, { late: -3600 })}`]],
  ['with a moment put behind the signed one', (body) => [body, `${signature(body, { late: -3600 })},t=1796126400`]],
  ['with a signature of another scheme only', (body) => [body, signature(body).replace('v1=', 'v0=')]],
  ['with a header of nonsense', (body) => [body, 't=now,v1=yes']],
  ['that is empty', () => ['', signature('')]],
  ['that is no JSON', () => ['paid', signature('paid')]],
  ['that is no event', () => ['{"object":"event"}', signature('{"object":"event"}')]],
  ['whose id is too long', () => longId()],
])('an event %s is not taken', async (_what, made) => {
  const before = (await eventsOf(harbor)).length
  expect(await posted(...made(about('cus_harbor')))).toBe(400)
  expect((await eventsOf(harbor)).length).toBe(before)
})

function longId(): [string, string] {
  const body = about('cus_harbor', { id: `evt_${'1'.repeat(300)}` })
  return [body, signature(body)]
}

test('300 seconds either way are the last that are taken', async () => {
  for (const late of [-300, 300]) {
    const body = about('cus_harbor')
    expect(await posted(body, signature(body, { late })), String(late)).toBe(200)
  }
})

test('an event belongs to the practice of its customer, and to nobody else', async () => {
  const before = (await eventsOf(harbor)).length
  expect(await posted(about('cus_elm'))).toBe(200)
  expect((await eventsOf(elm)).length).toBe(1)
  expect((await eventsOf(harbor)).length).toBe(before)
})

test('an event of nobody here, or of a connected account, is answered and not stored', async () => {
  const before = [(await eventsOf(harbor)).length, (await eventsOf(elm)).length]
  const others = [
    about('cus_nobody'),
    about('cus_harbor', { account: 'acct_other' }),
    eventAbout({ id: 'x', object: 'y' }),
  ]
  for (const body of others) expect(await posted(body)).toBe(200)
  expect([(await eventsOf(harbor)).length, (await eventsOf(elm)).length]).toEqual(before)
})

test('without keys there is no webhook, and its address takes nothing else', async () => {
  expect((await request(app).get('/webhooks/stripe')).status).toBe(404)
  expect((await request(app).put('/webhooks/stripe')).status).toBe(403)
  await openProcessor(null)
  expect(await posted(about('cus_harbor'))).toBe(404)
})

test('too much is refused before it is looked at', async () => {
  const body = about('cus_harbor', { more: 'x'.repeat(600_000) })
  expect(await posted(body)).toBe(413)
})
