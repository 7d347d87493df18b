import { afterEach, expect, test } from 'vitest'
import { ada, eve, nia, ofra, theo } from '../../prisma/cast.ts'
import { setClock } from '../../src/platform/clock.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { staffBrowser } from '../browser.ts'
import { linkIn, useMailbox } from '../mail.ts'
import { accept, eventsAbout, inviting, invitations, list, memberAt, newest, opened, somebody } from './invited.ts'
import { inHarbor } from './members-made.ts'

const mailbox = useMailbox()
const invite = inviting(mailbox)

afterEach(() => setClock(() => new Date()))

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
