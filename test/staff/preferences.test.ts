import { expect, test } from 'vitest'
import { ada, cleo, eve, max, nia, ofra, omar, theo } from '../../prisma/cast.ts'
import { initialsOf } from '../../src/clients/listed-client.ts'
import { optionalMails, sendMails, tellAdministrators, tellOffice, type MailType } from '../../src/notifications.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { Browser, portalBrowser, staffBrowser } from '../browser.ts'
import { useMailbox } from '../mail.ts'

const mailbox = useMailbox()
const path = '/staff/profile/preferences'
const everything = { mails: [...optionalMails] }
const system = { kind: 'System', organizationId: ada.organizationId } as const

const rowOf = ({ id, organizationId }: { id: string; organizationId: string }) =>
  inOrganization({ organizationId }, (tx) => tx.staffPreference.findFirst({ where: { staffId: id } }))

/** The mails of these types that reach somebody, each sent once now. */
async function reaching({ email, id }: typeof ada, types: readonly MailType[]): Promise<number> {
  const before = (await mailbox.to(email)).length
  await inOrganization(system, (tx) =>
    sendMails(
      tx,
      ada.organizationId,
      types.map((type) => ({ type, email, subjectId: id })),
    ),
  )
  return (await mailbox.to(email)).length - before
}

test('a mail that is switched off no longer comes, and the others do', async () => {
  const browser = await staffBrowser(ofra)
  expect((await browser.get(path)).text.match(/name="mails" value="[^"]*" checked/g)).toHaveLength(5)
  expect((await browser.post(path, { mails: ['seat-added', 'consent-withdrawn'] })).headers['location']).toBe(path)
  expect((await rowOf(ofra))?.mutedMails).toEqual(['paper-preferred', 'invitation-refused', 'seat-removed'])
  expect(await reaching(ofra, optionalMails)).toBe(2)
  await browser.post(path, everything)
  expect(await reaching(ofra, optionalMails)).toBe(5)
})

test('each decides alone: where one has switched a mail off, the others of the office still get it', async () => {
  const browser = await staffBrowser(ofra)
  await browser.post(path, {})
  const counts = async () => [(await mailbox.to(ofra.email)).length, (await mailbox.to(ada.email)).length]
  const [ofras = 0, adas = 0] = await counts()
  await inOrganization(system, (tx) => tellOffice(tx, system, 'paper-preferred', cleo.id))
  expect(await counts()).toEqual([ofras, adas + 1])
  await browser.post(path, everything)
})

test('of signed forms and of changes to the own sign-in everybody is told, whatever they chose', async () => {
  const browser = await staffBrowser(ada)
  await browser.post(path, {})
  const page = (await browser.get(path)).text
  for (const shown of ['has sent in signed forms', 'An online payment', 'Always on']) expect(page).toContain(shown)
  expect(await reaching(ada, ['forms-submitted', 'staff.password-changed'])).toBe(2)
  const before = (await mailbox.to(ada.email)).length
  await inOrganization(system, (tx) => tellAdministrators(tx, system, 'forms-submitted', cleo.id))
  expect((await mailbox.to(ada.email)).length).toBe(before + 1)
  for (const mail of ['forms-submitted', 'staff.password-changed']) {
    expect((await browser.post(path, { mails: mail })).status).toBe(422)
  }
  await browser.post(path, everything)
})

test('a client with the address of somebody on the staff still gets their own mails', async () => {
  await (await staffBrowser(ofra)).post(path, {})
  expect(await reaching(ofra, ['login-link', 'forms-received'])).toBe(2)
  await (await staffBrowser(ofra)).post(path, everything)
})

test('with initials only, lists name clients by their initials and no address; the file has the full name', async () => {
  const browser = await staffBrowser(ada)
  await browser.post(path, { ...everything, initialsOnly: 'on' })
  const lists = [
    await browser.get('/staff/clients'),
    await browser.post('/staff/clients/search', { search: 'barnes' }),
    await browser.get('/staff/organization/client-portal/settings'),
    await browser.get(`/staff/organization/staff/${theo.id}`),
    await browser.get(`/staff/organization/audit?client=${cleo.id}`),
    await browser.post('/staff/organization/audit/clients', { search: 'bar' }),
  ]
  for (const { status, text, request } of lists) {
    expect(status).toBe(200)
    expect(text, request.url).toContain('C. B.')
    for (const hidden of ['Barnes', cleo.email, 'Haddad', omar.email]) expect(text, request.url).not.toContain(hidden)
  }
  // who has an address may still be invited
  expect(lists[2]?.text).not.toContain('No e-mail address on file')
  const file = (await browser.get(`/staff/clients/${cleo.id}`)).text
  for (const shown of ['Cleo Barnes', 'Cleopatra Barnes', cleo.email]) expect(file).toContain(shown)
  expect((await (await staffBrowser(ofra)).get('/staff/clients')).text).toContain('Cleo Barnes')
  await browser.post(path, everything)
  expect((await browser.get('/staff/clients')).text).toContain('Cleo Barnes')
})

test.each([
  ['Cleo Barnes', 'C. B.'],
  ['Ana María de la Cruz', 'A. C.'],
  ['émile Zola', 'É. Z.'],
  ['Prince', 'P.'],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test.each([
  ['a mail that is not there', { mails: ['seat-added', 'everything'] }],
  ['an unknown field', { mails: 'seat-added', staffId: theo.id }],
  ['a box that was ticked otherwise', { mails: 'seat-added', initialsOnly: 'maybe' }],
])('%s is refused, nothing changes and what was typed is kept', async (_what, wrong) => {
  const browser = await staffBrowser(nia)
  const before = await rowOf(nia)
  const answer = await browser.post(path, wrong)
  expect(answer.status).toBe(422)
  expect(answer.text.match(/value="[^"]*" checked/g)).toEqual(['value="seat-added" checked'])
  expect(await rowOf(nia)).toEqual(before)
})

test('everybody on the staff has choices of their own, and nobody else', async () => {
  for (const person of [theo, eve]) await (await staffBrowser(person)).post(path, { initialsOnly: 'on' })
  expect(await rowOf(ofra)).not.toMatchObject({ initialsOnly: true })
  expect(await rowOf(eve)).toMatchObject({ staffId: eve.id, initialsOnly: true })
  const text = (await (await staffBrowser(eve)).get('/staff/clients')).text
  expect(text).toContain(initialsOf(`${max.firstName} ${max.lastName}`))
  const client = await portalBrowser(omar)
  for (const browser of [new Browser(), client]) {
    expect((await browser.post(path, everything)).headers['location']).toBe('/staff/sign-in')
  }
})
