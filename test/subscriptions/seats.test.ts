import { afterAll, beforeEach, expect, test } from 'vitest'
import { ada, eve, harbor, nia, ofra, theo } from '../../prisma/cast.ts'
import { setClock } from '../../src/platform/clock.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { staffBrowser, type Browser } from '../browser.ts'
import { useMailbox } from '../mail.ts'
import { formOf, holders, inHarbor, LIST, seated } from './seat-list.ts'

const mailbox = useMailbox()
beforeEach(() => seated([theo], theo))
afterAll(() => setClock(() => new Date()))

const save = async (browser: Browser, changed: Parameters<typeof formOf>[0]) =>
  browser.post(LIST, await formOf(changed))

test('the page says who has a seat, which is free, and what it costs', async () => {
  const page = await (await staffBrowser(ada)).get(LIST)
  expect(page.text).toContain('Theo Marsh')
  expect(page.text).toMatch(/tag good">Free/)
  expect(page.text).toContain('Each further seat costs $6.00 a month')
  expect(page.text).toContain('Inviting clients, intake forms and payments never need a seat.')
  expect(page.text).not.toContain('Nia Okoro')
})

test('somebody is searched for, added to the list, previewed and saved; nothing holds before', async () => {
  const admin = await staffBrowser(ada)
  const found = await admin.post(`${LIST}/draft`, await formOf({ search: 'ni ok', find: 'yes' }))
  expect(found.text).toContain('Add Nia Okoro')
  expect(found.text).not.toContain('Ofra')
  const list = await admin.post(`${LIST}/draft`, await formOf({ add: nia.id }))
  expect(list.text).toMatch(/Nia Okoro\s*<span class="tag info">Added/)
  expect(list.text).toContain('Not saved yet')
  expect(list.text).not.toMatch(/Add [A-Z]\w+ \w+<\/button>/)
  const others = await admin.post(`${LIST}/draft`, await formOf({ add: nia.id, search: '', listed: 'yes' }))
  expect(others.text).toMatch(/Add [A-Z]\w+ \w+<\/button>/)
  const preview = await admin.post(`${LIST}/preview`, await formOf({ seats: [theo.id, nia.id] }))
  expect(preview.text).toContain('Nia Okoro is added and has a seat.')
  expect(preview.text).toMatch(/Now<\/dt><dd>Nothing/)
  expect(preview.text).toMatch(/From today<\/dt><dd>\$6\.00 a month/)
  expect(preview.text).toMatch(/Charged today<\/dt><dd>Nothing/)
  expect(await holders()).toEqual({ [theo.id]: 'free' })
  const saved = await save(admin, { seats: [theo.id, nia.id] })
  expect(saved.status).toBe(303)
  expect(await holders()).toEqual({ [theo.id]: 'free', [nia.id]: 'paid' })
  expect((await admin.follow(saved)).text).toContain('The list is saved.')
})

test('those added are told and those removed too, by mails that name nobody', async () => {
  const admin = await staffBrowser(ada)
  await save(admin, { seats: [nia.id] })
  const [toNia, toTheo] = [(await mailbox.to(nia.email)).at(-1), (await mailbox.to(theo.email)).at(-1)]
  expect(toNia?.subject).toBe('You have a seat')
  expect(toTheo?.subject).toBe('You have no seat any more')
  for (const mail of [toNia, toTheo]) expect(mail?.text).not.toMatch(/Nia|Theo|Ada/)
})

test('the free seat is moved at no charge', async () => {
  await seated([theo, nia], theo)
  const admin = await staffBrowser(ada)
  const changes = () => inHarbor((tx) => tx.seatChange.count())
  const before = await changes()
  const preview = await admin.post(`${LIST}/preview`, await formOf({ free: nia.id }))
  expect(preview.text).toContain('The free seat is Nia Okoro’s.')
  await save(admin, { free: nia.id })
  expect(await holders()).toEqual({ [theo.id]: 'paid', [nia.id]: 'free' })
  expect(await changes()).toBe(before)
})

test('whoever has the free seat is removed: it goes to the one who has had theirs longest', async () => {
  await seated([theo, nia, ada], theo)
  await save(await staffBrowser(ada), { seats: [nia.id, ada.id] })
  expect(await holders()).toEqual({ [nia.id]: 'free', [ada.id]: 'paid' })
})

test('every change is in the audit, with ids and no words', async () => {
  await save(await staffBrowser(ada), { seats: [nia.id] })
  const lines = await inHarbor((tx) =>
    tx.auditEvent.findMany({ where: { event: { startsWith: 'seat.' } }, orderBy: { id: 'desc' }, take: 3 }),
  )
  expect(lines.map(({ event, subjectId, actorId }) => [event, subjectId, actorId]).sort()).toEqual([
    ['seat.ended', theo.id, ada.id],
    ['seat.freed', nia.id, ada.id],
    ['seat.given', nia.id, ada.id],
  ])
})

test('a seat that ends keeps its row, and the same person has a new one later', async () => {
  await seated([theo, nia], theo)
  const admin = await staffBrowser(ada)
  await save(admin, { seats: [theo.id] })
  await save(admin, { seats: [theo.id, nia.id] })
  const rows = await inHarbor((tx) =>
    tx.seat.findMany({ where: { staffId: nia.id }, orderBy: { since: 'desc' }, take: 2 }),
  )
  expect(rows.map(({ state, endedAt }) => [state, endedAt !== null])).toEqual([
    ['paid', false],
    ['ended', true],
  ])
})

test('the same person added twice has one seat', async () => {
  const saved = await save(await staffBrowser(ada), { seats: [theo.id, nia.id, nia.id, theo.id] })
  expect(saved.status).toBe(303)
  expect(await holders()).toEqual({ [theo.id]: 'free', [nia.id]: 'paid' })
})

test('the office, somebody deactivated, another practice and nobody cannot be given a seat', async () => {
  const admin = await staffBrowser(ada)
  const gone = await inHarbor(async (tx) => {
    const row = await tx.staff.findFirstOrThrow({ where: { id: nia.id } })
    return tx.staff.create({ data: { ...row, id: newId(), email: 'left@harbor.example', state: 'deactivated' } })
  })
  const before = await holders()
  for (const id of [ofra.id, gone.id, eve.id, newId(), 'no id']) {
    for (const to of [LIST, `${LIST}/preview`, `${LIST}/draft`]) {
      const refused = await admin.post(to, await formOf({ seats: [theo.id, id] }))
      expect([refused.status, to]).toEqual([422, to])
      expect(refused.text).toContain('Only active therapists and administrators can have a seat.')
      expect(refused.text).not.toContain(eve.name)
    }
    expect((await save(admin, { free: id })).status).toBe(422)
  }
  expect(await holders()).toEqual(before)
  expect((await admin.post(`${LIST}/draft`, await formOf({ search: 'left', find: 'yes' }))).text).toContain(
    'Nobody found',
  )
})

test('the last seat stays, for it is free', async () => {
  const admin = await staffBrowser(ada)
  const refused = await save(admin, { seats: [] })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('The last seat stays: it is free.')
  expect(await holders()).toEqual({ [theo.id]: 'free' })
})

test('of two administrators at once, the second sees what changed, and nothing of theirs is saved', async () => {
  const [first, second] = [await staffBrowser(ada), await staffBrowser(ada)]
  const drawn = await formOf({ seats: [theo.id, ada.id] })
  await save(first, { seats: [nia.id] })
  const refused = await second.post(LIST, drawn)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('This was saved by somebody else')
  expect(refused.text).toContain('Nia Okoro is added and has a seat.')
  expect(refused.text).toContain('Theo Marsh is removed and has no seat.')
  expect(refused.text).toMatch(/Ada Whitfield\s*<span class="tag info">Added/)
  expect(await holders()).toEqual({ [nia.id]: 'free' })
})

test('twenty who save at the same moment: one does, the others are told', async () => {
  const admin = await staffBrowser(ada)
  const drawn = await formOf({ seats: [theo.id, nia.id] })
  const answers = await Promise.all(Array.from({ length: 20 }, () => admin.post(LIST, drawn)))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array<number>(19).fill(422)])
  expect(await holders()).toEqual({ [theo.id]: 'free', [nia.id]: 'paid' })
})

test('where nothing is charged, the page says so and shows no bill', async () => {
  const { setSeatTerms, seatTerms } = await import('../../src/subscriptions/terms.ts')
  const terms = seatTerms()
  setSeatTerms({ ...terms, priceCents: 0 })
  await seated([theo, nia], theo)
  await inHarbor((tx) => tx.subscription.updateMany({ where: { organizationId: harbor.id }, data: { priceCents: 0 } }))
  const page = await (await staffBrowser(ada)).get(LIST)
  expect(page.text).toContain('This installation charges nothing for seats.')
  expect(page.text).not.toMatch(/\$|To be billed/)
  setSeatTerms(terms)
})

test('another practice never sees it: Elm’s list has Eve, and she has Elm’s free seat', async () => {
  const page = await (await staffBrowser(eve)).get(LIST)
  expect(page.text).toContain(eve.name)
  expect(page.text).not.toContain(theo.name)
  const elms = await inOrganization({ organizationId: eve.organizationId }, (tx) => tx.seat.findMany())
  expect(elms.map(({ staffId, state }) => [staffId, state])).toEqual([[eve.id, 'free']])
})

test('the bill is the one shown before: what remains of the month, and the coming one', async () => {
  const noon = new Date('2027-03-15T17:00:00Z')
  setClock(() => noon)
  await seated([theo], theo, '2027-03-01')
  const admin = await staffBrowser(ada)
  const words = ['Mar 15, 2027 to Mar 31, 2027 (17 of 31 days)', '$3.29', 'Apr 1, 2027 to Apr 30, 2027', '$9.29']
  const preview = await admin.post(`${LIST}/preview`, await formOf({ seats: [theo.id, nia.id] }))
  await save(admin, { seats: [theo.id, nia.id] })
  const page = await admin.get(LIST)
  for (const each of words) {
    expect(preview.text).toContain(each)
    expect(page.text).toContain(each)
  }
  expect(page.text).toContain('This installation has no card processing for seats')
  setClock(() => new Date())
})
