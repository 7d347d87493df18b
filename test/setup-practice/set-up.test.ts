import express from 'express'
import pg from 'pg'
import request from 'supertest'
import { beforeAll, expect, test } from 'vitest'
import { castPassword, harbor } from '../../prisma/cast.ts'
import { createApp } from '../../src/app.ts'
import { atEntry, inOrganization } from '../../src/platform/database.ts'
import { newOneTimeCode } from '../../src/setup/one-time-code.ts'
import { nothingSetUp } from '../../src/setup/set-up-practice.ts'
import { setupRoutes } from '../../src/setup/setup-routes.ts'
import { config } from '../app.ts'
import { databaseUrl } from '../setup.ts'

const code = newOneTimeCode()
const app: express.Express = createApp(config, 'session secret of the tests', { setup: setupRoutes(code) })

const practice = {
  code: code.text,
  practiceName: 'Quiet River Practice',
  portalAddress: 'quiet-river',
  timeZone: 'America/Denver',
  phone: '303 555 0300',
  postalAddress: '1 River Road\nDenver, CO 80202',
  name: 'Ada Whitfield',
  email: 'ada@quiet-river.example',
  password: castPassword,
  seesClients: 'yes',
}
const setUp = (changed: Record<string, string>) =>
  request(app)
    .post('/setup')
    .set('sec-fetch-site', 'same-origin')
    .type('form')
    .send({ ...practice, ...changed })

beforeAll(async () => {
  // an empty installation: the cast's rows go, by the owner's hand and past the policies
  const owner = new pg.Client({ connectionString: databaseUrl })
  await owner.connect()
  await owner.query(`alter table audit_events disable trigger user; truncate organizations cascade`)
  await owner.query(`alter table audit_events enable trigger user`)
  await owner.end()
})

test.each([
  ['a wrong code', { code: '0000-0000-0000' }, 'This is not the code'],
  ['an address with spaces', { portalAddress: 'Quiet River' }, 'small letters'],
  ['a zone that does not exist', { timeZone: 'Mars/Base' }, 'Please choose a time zone.'],
  ['a short password', { password: 'short' }, 'at least 15 characters'],
])('%s is refused and everything typed is kept', async (_what, changed, sentence) => {
  const answer = await setUp(changed)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(sentence)
  expect(answer.text).toContain('Quiet River Practice')
  expect(await nothingSetUp()).toBe(true)
})

test('with the code the practice is made, the administrator is signed in, and the page is gone for good', async () => {
  const answer = await setUp({})
  expect(answer.status).toBe(303)
  expect(String(answer.headers['set-cookie'])).toContain('__Host-staff')
  expect((await request(app).get('/portal/quiet-river/privacy')).text).toContain('Quiet River Practice')
  const { id: organizationId } = await atEntry((tx) => tx.organization.findFirstOrThrow({ select: { id: true } }))
  const seats = await inOrganization({ organizationId }, (tx) => tx.seat.findMany({ include: { staff: true } }))
  expect(seats.map(({ state, staff }) => [state, staff.email])).toEqual([['free', practice.email]])
  expect((await request(app).get('/setup')).status).toBe(404)
  expect((await setUp({ portalAddress: harbor.portalAddress, email: 'other@quiet-river.example' })).status).toBe(404)
})
