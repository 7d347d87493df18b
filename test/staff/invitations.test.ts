import { afterEach, expect, test } from 'vitest'
import { ada, castPassword, eve, harbor, nia, ofra, theo } from '../../prisma/cast.ts'
import { setClock } from '../../src/platform/clock.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { newToken } from '../../src/platform/tokens.ts'
import { Browser, staffBrowser } from '../browser.ts'
import { linkIn, useMailbox } from '../mail.ts'

const mailbox = useMailbox()
const list = '/staff/organization/staff'
const invitations = `${list}/invitations`
const inHarbor = <T>(work: Parameters<typeof inOrganization<T>>[1]) =>
  inOrganization({ organizationId: harbor.id }, work)

afterEach(() => setClock(() => new Date()))

let people = 0
/** Somebody who is nowhere on a staff yet. */
const somebody = () => ({ email: `newcomer.${(people += 1)}@mail.example`, name: 'Noor Comer', role: 'therapist' })

/** Invites, and gives the link of the newest mail to that address. */
async function invite(person: ReturnType<typeof somebody>, by = ada): Promise<string> {
  const answer = await (await staffBrowser(by)).post(invitations, person)
  expect(answer.status).toBe(303)
  return linkIn((await mailbox.to(person.email.toLowerCase())).at(-1))
}

async function opened(link: string): Promise<Browser> {
  const browser = new Browser()
  expect((await browser.get(link)).headers['location']).toBe('/staff/invitation')
  return browser
}

const accept = (browser: Browser, form: Record<string, string> = {}) =>
  browser.post('/staff/invitation/acceptance', { name: 'Noor Comer', password: castPassword, ...form })

const newest = (email: string) =>
  inHarbor((tx) => tx.staffInvitation.findFirstOrThrow({ where: { email }, orderBy: { id: 'desc' } }))
const memberAt = (email: string) => inHarbor((tx) => tx.staff.findFirst({ where: { email } }))
const eventsAbout = (subjectId: string) =>
  inHarbor(async (tx) =>
    (await tx.auditEvent.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })).map(({ event }) => event),
  )

test('an invited person opens the link, joins with a name and a password, and is signed in with the role', async () => {
  const person = somebody()
  const link = await invite({ ...person, role: 'office' })
  expect(await memberAt(person.email)).toBeNull()
  const browser = await opened(link)
  const page = await browser.get('/staff/invitation')
  expect(page.text).toContain('You are invited to the staff of Harbor Counseling, in the role Office.')
  expect(page.text).not.toContain(link.split('key=')[1])
  const joined = await accept(browser, { name: 'Noor van Comer' })
  expect(joined.headers['location']).toBe('/staff')
  expect((await browser.get('/staff')).text).toContain('Signed in as Noor van Comer, Office')
  const member = await memberAt(person.email)
  expect(member).toMatchObject({ role: 'office', seesClients: false, canInvite: false, state: 'active' })
  const { id, state, token } = await newest(person.email)
  expect([state, token]).toEqual(['accepted', null])
  expect(await eventsAbout(id)).toEqual(['staff.invited', 'staff.invitation-opened'])
  expect(await eventsAbout(member?.id ?? '')).toEqual(['staff.joined', 'session.started'])
  expect((await new Browser().post('/staff/sign-in', { email: person.email, password: castPassword })).status).toBe(303)
})

test.each([
  ['therapist', 'on', true],
  ['office', 'on', false],
  ['administrator', 'on', true],
  ['administrator', undefined, false],
])('a new %s with the tick box %s sees clients: %s', async (role, ticked, seesClients) => {
  const person = { ...somebody(), role, ...(ticked ? { seesClients: ticked } : {}) }
  await accept(await opened(await invite(person)))
  expect(await memberAt(person.email)).toMatchObject({ role, seesClients })
})

test('the mail names nobody and the link’s secret is forgotten once it has left; the list tells the mail’s fate', async () => {
  const person = somebody()
  await (await staffBrowser(ada)).post(invitations, person)
  expect((await newest(person.email)).token).not.toBeNull()
  const admin = await staffBrowser(ada)
  expect((await admin.get(list)).text).toContain('Waits for the mail service')
  const mail = (await mailbox.to(person.email)).at(-1)
  expect(mail?.subject).toBe('Harbor Counseling invites you to its staff')
  expect(mail?.text).not.toMatch(/Ada|Whitfield|Noor/)
  expect((await newest(person.email)).token).toBeNull()
  expect((await admin.get(list)).text).toContain('Handed to the mail service')
  const refused = somebody()
  mailbox.refused.add(refused.email)
  await admin.post(invitations, refused)
  await mailbox.to(refused.email)
  expect((await admin.get(list)).text).toContain('Refused by the mail service (550)')
})

test.each([
  ['no name', { name: ' ' }, 'Please enter their name.'],
  ['no address', { email: 'nobody' }, 'does not look like an e-mail address'],
  ['two addresses', { email: 'one@mail.example,two@mail.example' }, 'does not look like an e-mail address'],
  ['a role that is none', { role: 'owner' }, 'Please choose a role.'],
  ['a role that every object has', { role: 'constructor' }, 'Please choose a role.'],
  ['an address of the staff', { email: theo.email }, 'Theo Marsh has this address and is on the staff.'],
])('%s is refused, and what was typed stays', async (_what, changed, sentence) => {
  const person = { ...somebody(), ...changed }
  const answer = await (await staffBrowser(ada)).post(invitations, person)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(sentence)
  expect(answer.text).toContain(person.email)
  expect(await inHarbor((tx) => tx.staffInvitation.count({ where: { email: person.email } }))).toBe(0)
})

test('inviting somebody who was deactivated offers to reactivate them', async () => {
  const former = { ...(await inHarbor((tx) => tx.staff.findFirstOrThrow({ where: { id: nia.id } }))), id: newId() }
  await inHarbor((tx) =>
    tx.staff.create({ data: { ...former, email: 'former@harbor.example', name: 'Fran Former', state: 'deactivated' } }),
  )
  const answer = await (await staffBrowser(ada)).post(invitations, { ...somebody(), email: 'Former@Harbor.example' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Please reactivate Fran Former instead.')
  expect(answer.text).toContain(`<a href="${list}/${former.id}">Open the page of Fran Former</a>`)
})

test('inviting the same address again makes the first link worthless, whatever else is written', async () => {
  const person = somebody()
  const first = await invite(person)
  const second = await invite({ ...person, email: person.email.toUpperCase(), role: 'office' })
  expect((await accept(await opened(second))).status).toBe(303)
  const late = await opened(first)
  expect((await late.get('/staff/invitation')).text).toContain('cannot be used any more')
  expect(
    await inHarbor((tx) => tx.staffInvitation.groupBy({ by: ['state'], where: { email: person.email }, _count: true })),
  ).toEqual(
    expect.arrayContaining([
      { state: 'superseded', _count: 1 },
      { state: 'accepted', _count: 1 },
    ]),
  )
})

test('an invitation sent again has a new link for seven days, also when it had run out', async () => {
  const person = somebody()
  const first = await invite(person)
  const eightDays = Date.now() + 8 * 24 * 3600_000
  setClock(() => new Date(eightDays))
  const browser = await opened(first)
  expect((await browser.get('/staff/invitation')).text).toContain('Please ask Harbor Counseling to send you a new one.')
  expect((await accept(browser)).status).toBe(422)
  const admin = await staffBrowser(ada)
  expect((await admin.get(list)).text).toContain('Ran out')
  const { id } = await newest(person.email)
  expect((await admin.post(`${invitations}/${id}/renewal`)).status).toBe(303)
  const renewed = await newest(person.email)
  expect(renewed.expiresAt.getTime()).toBe(eightDays + 7 * 24 * 3600_000)
  expect(await eventsAbout(renewed.id)).toEqual(['staff.invitation-resent'])
  expect((await admin.post(`${invitations}/${id}/renewal`)).text).toContain('This invitation has ended.')
  expect((await accept(await opened(linkIn((await mailbox.to(person.email)).at(-1))))).status).toBe(303)
})

test('an invitation taken back is gone from the list, and its link, even opened before, lets nobody in', async () => {
  const person = somebody()
  const browser = await opened(await invite(person))
  const admin = await staffBrowser(ada)
  const { id } = await newest(person.email)
  expect((await admin.post(`${invitations}/${id}/revocation`)).status).toBe(303)
  expect((await admin.get(list)).text).not.toContain(person.email)
  expect((await accept(browser)).status).toBe(422)
  expect(await memberAt(person.email)).toBeNull()
  expect((await admin.post(`${invitations}/${id}/revocation`)).status).toBe(422)
  expect(await eventsAbout(id)).toEqual(['staff.invited', 'staff.invitation-opened', 'staff.invitation-revoked'])
})

test('of twenty who join with one link at once, one is let in', async () => {
  const person = somebody()
  const link = await invite(person)
  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, number) => {
      const racer = await opened(link)
      racer.address = `203.0.113.${number}`
      return accept(racer)
    }),
  )
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(19)
  expect(await inHarbor((tx) => tx.staff.count({ where: { email: person.email } }))).toBe(1)
})

test.each([
  ['a short password', { password: 'short' }, 'at least 15 characters'],
  ['a password of one’s own name', { password: 'noorcomernoorcomer' }, 'guess|repeats|details'],
  ['no name', { name: '' }, 'Please enter your name.'],
])('%s is refused kindly, and the link still works', async (_what, changed, sentence) => {
  const browser = await opened(await invite(somebody()))
  const answer = await accept(browser, changed)
  expect(answer.status).toBe(422)
  expect(answer.text).toMatch(new RegExp(sentence))
  expect((await accept(browser)).status).toBe(303)
})

test('whether an address is on the staff elsewhere shows in nothing but the mail to it, and changes nothing', async () => {
  const elsewhere = { ...somebody(), email: eve.email }
  const unknown = { ...somebody(), email: 'eva@elm.example' }
  const before = await inOrganization({ organizationId: eve.organizationId }, (tx) =>
    tx.staff.findFirstOrThrow({ where: { id: eve.id } }),
  )
  const admin = await staffBrowser(ada)
  const answers = [await admin.post(invitations, elsewhere), await admin.post(invitations, unknown)]
  await mailbox.to(eve.email)
  const rows = async (email: string) => {
    const page = (await admin.get(list)).text
    const row = page.split('<li>').find((part) => part.includes(email)) ?? ''
    return row
      .replaceAll(email, '')
      .replace(/[0-9a-f-]{36}/g, '')
      .replace(/\d\d?:\d\d/g, '')
  }
  const faces = answers.map(({ status, headers }) => [status, headers['location']])
  expect(faces[0]).toEqual(faces[1])
  expect(await rows(eve.email)).toBe(await rows(unknown.email))
  const mail = (await mailbox.to(eve.email)).at(-1)
  expect(mail?.text).toContain('Please give Harbor Counseling another address of yours')
  expect(mail?.text).not.toContain('key=')
  expect((await mailbox.to(unknown.email)).at(-1)?.text).toContain('key=')
  const after = await inOrganization({ organizationId: eve.organizationId }, (tx) =>
    tx.staff.findFirstOrThrow({ where: { id: eve.id } }),
  )
  expect(after).toEqual(before)
})

test('somebody who joined elsewhere meanwhile cannot use the address here as well', async () => {
  const person = somebody()
  const atHarbor = await opened(await invite(person))
  expect((await accept(await opened(await invite(person, eve)))).status).toBe(303)
  const refused = await accept(atHarbor)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Please ask Harbor Counseling to invite you at another address.')
  expect(await memberAt(person.email)).toBeNull()
  expect((await newest(person.email)).state).toBe('open')
})

test.each([theo, nia, ofra])('$name may not invite staff', async (person) => {
  const { id } = await newest(
    (await inHarbor((tx) => tx.staffInvitation.findFirstOrThrow({ where: { state: 'open' } }))).email,
  )
  const browser = await staffBrowser(person)
  expect((await browser.get(`${invitations}/new`)).status).toBe(403)
  for (const path of [invitations, `${invitations}/${id}/renewal`, `${invitations}/${id}/revocation`]) {
    expect((await browser.post(path, somebody())).status).toBe(403)
  }
})

test('an invitation of another practice is not there', async () => {
  const { id } = await inHarbor((tx) => tx.staffInvitation.findFirstOrThrow({ where: { state: 'open' } }))
  const browser = await staffBrowser(eve)
  expect((await browser.post(`${invitations}/${id}/renewal`)).status).toBe(404)
  expect((await browser.post(`${invitations}/${id}/revocation`)).status).toBe(404)
})

test('a link that is none, empty, twice or another’s opens nothing', async () => {
  for (const query of [`key=${newToken().token}`, 'key=', 'key=a&key=b', `key=${'a'.repeat(200)}`, 'key=%00']) {
    const browser = await opened(`/staff/invitation?${query}`)
    expect((await browser.get('/staff/invitation')).text, query).toContain('cannot be used any more')
    expect((await accept(browser)).status, query).toBe(422)
  }
})
