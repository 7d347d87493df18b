import { expect, test } from 'vitest'
import { ada, elm, eve, harbor, nia, ofra, omar, theo } from '../../prisma/cast.ts'
import { newId } from '../../src/platform/ids.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { usEmergencyText } from '../../src/settings/emergency-text.ts'
import { Browser, staffBrowser } from '../browser.ts'
import { useMailbox } from '../mail.ts'

const mailbox = useMailbox()
const path = '/staff/organization/practice'
const profile = {
  name: 'Harbor Counseling',
  colour: 'teal',
  postalAddress: harbor.postalAddress,
  phone: harbor.phone,
  timeZone: harbor.timeZone,
  officeHours: '',
  emergencyText: usEmergencyText,
  senderName: 'Harbor Counseling',
  safetyContact: 'administrators',
  safetyEmail: '',
  safetyPhone: '',
}
const row = ({ id } = harbor) =>
  inOrganization({ organizationId: id }, (tx) =>
    tx.organization.findUniqueOrThrow({ where: { id }, include: { safetyContacts: { orderBy: { since: 'asc' } } } }),
  )

test('a changed profile shows on both sites from the next page on, and comes back', async () => {
  const admin = await staffBrowser(ada)
  const changed = {
    ...{ name: 'Quiet Harbor', colour: 'plum', phone: '512 555 0199', postalAddress: '9 Pier\nAustin' },
    ...{ officeHours: 'Monday\nTuesday', emergencyText: 'Call 116 123 456 now.', timeZone: 'America/New_York' },
  }
  expect((await admin.post(path, { ...profile, ...changed })).headers['location']).toBe(path)
  const staff = (await admin.get(path)).text
  for (const shown of ['practice-plum', 'Quiet Harbor', 'The practice’s profile is saved.'])
    expect(staff).toContain(shown)
  const visitor = new Browser()
  const signIn = (await visitor.get('/portal/harbor/sign-in')).text
  for (const shown of [
    ...['<body class="practice-plum">', 'Welcome to Quiet Harbor', '512 555 0199', '9 Pier, Austin'],
    ...['Office hours: Monday; Tuesday', '<a href="tel:116123456" rel="noreferrer">116 123 456</a>'],
  ])
    expect(signIn).toContain(shown)
  expect(signIn).not.toContain('988')
  expect(await row()).toMatchObject(changed)
  await admin.post(path, profile)
  expect((await visitor.get('/portal/harbor/sign-in')).text).toContain('practice-teal')
  const event = await inOrganization(ada, (tx) =>
    tx.auditEvent.findMany({ where: { event: 'practice.changed' }, orderBy: { at: 'asc' } }),
  )
  expect(event.map(({ details }) => details)).toEqual([
    { fields: ['name', 'colour', 'postalAddress', 'phone', 'timeZone', 'officeHours', 'emergencyText'] },
    { fields: ['name', 'colour', 'postalAddress', 'phone', 'timeZone', 'officeHours', 'emergencyText'] },
  ])
})

test('mails come from the chosen sender, in the chosen colour', async () => {
  const admin = await staffBrowser(ada)
  await admin.post(path, { ...profile, colour: 'clay', senderName: 'Harbor Front Desk' })
  await admin.post('/staff/organization/client-portal/login-link', { email: omar.email })
  const mail = (await mailbox.to(omar.email)).at(-1)
  expect(mail?.from?.value).toEqual([{ name: 'Harbor Front Desk', address: 'portal@anteroom.example' }])
  expect(mail?.html).toContain('background:#91482f')
  expect((await admin.get(path)).text).toContain('Harbor Front Desk &lt;portal@anteroom.example&gt;')
  await admin.post(path, profile)
})

test('the safety contact is a member, somebody outside, or the administrators, and stands on the staff’s first page', async () => {
  const admin = await staffBrowser(ada)
  await admin.post(path, { ...profile, safetyContact: theo.id })
  const therapist = await staffBrowser(nia)
  expect((await therapist.get('/staff')).text).toContain(`tell ${theo.name}, ${theo.email}`)
  await admin.post(path, { ...profile, safetyContact: 'outside', safetyPhone: '512 555 0177' })
  expect((await therapist.get('/staff')).text).toContain('tell 512 555 0177')
  expect((await row()).safetyContacts.map(({ staffId, phone }) => [staffId, phone])).toEqual([
    [theo.id, null],
    [null, '512 555 0177'],
  ])
  await admin.post(path, profile)
  expect((await therapist.get('/staff')).text).toContain('tell the administrators')
})

test('asking for a reason before clinical documents is switched on and off here', async () => {
  const admin = await staffBrowser(ada)
  const steps = [
    [{ asksReason: 'on' }, true],
    [{}, true], // from a tab that was drawn before it was switched on
    [{ askedReason: 'on' }, false],
    [{ asksReason: 'on', askedReason: 'on' }, false],
  ] as const
  for (const [asked, isOn] of steps) {
    await admin.post(path, { ...profile, ...asked })
    expect((await row()).asksReason).toBe(isOn)
    expect((await admin.get(path)).text.includes('name="asksReason" value="on" checked')).toBe(isOn)
  }
  const lines = await inOrganization(ada, (tx) =>
    tx.auditEvent.findMany({ where: { event: 'practice.changed' }, orderBy: { id: 'asc' } }),
  )
  const turned = lines.flatMap(({ details }) => (details as { asksReason?: boolean }).asksReason ?? [])
  expect(turned).toEqual([true, false])
})

test('a safety contact who has left is none: the administrators are told', async () => {
  const where = { organizationId_id: { organizationId: harbor.id, id: theo.id } }
  const set = (state: string) => inOrganization(ada, (tx) => tx.staff.update({ where, data: { state } }))
  const admin = await staffBrowser(ada)
  await admin.post(path, { ...profile, safetyContact: theo.id })
  await set('deactivated')
  expect((await admin.get('/staff')).text).toContain('tell the administrators')
  expect((await admin.post(path, { ...profile, safetyContact: theo.id })).status).toBe(422)
  await set('active')
  await admin.post(path, profile)
})

test.each([
  ['no name', { name: ' ' }, 'Please enter the name of the practice.'],
  ['a colour that is not there', { colour: 'red' }, 'Please choose one of the colours.'],
  ['a phone number of words', { phone: 'call us' }, 'Enter a phone number'],
  ['a zone that does not exist', { timeZone: 'Mars/Base' }, 'Please choose a time zone.'],
  ['no emergency text', { emergencyText: '' }, 'Please say where somebody in a crisis finds help now.'],
  ['a sender like an address', { senderName: 'a <b@c.example>' }, 'Please enter a name without'],
  ['an unknown field', { portalAddress: 'other' }, 'This form has a field we do not know.'],
  ['nobody outside', { safetyContact: 'outside' }, 'Please enter an e-mail address or a phone number'],
  ['two contacts', { safetyContact: theo.id, safetyPhone: '512 555 0177' }, 'or leave their address empty'],
  ['a contact who is nobody', { safetyContact: newId() }, 'Please choose who is told'],
  ['a contact of another practice', { safetyContact: eve.id }, 'Please choose who is told'],
])('%s is refused, nothing changes and everything typed is kept', async (_what, wrong, sentence) => {
  const admin = await staffBrowser(ada)
  const before = await row()
  const answer = await admin.post(path, { ...profile, officeHours: 'Typed hours', ...wrong })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(sentence)
  expect(answer.text).toContain('Typed hours')
  expect(await row()).toEqual(before)
})

test('only administrators change it, each that of their own practice', async () => {
  for (const person of [theo, ofra]) {
    const browser = await staffBrowser(person)
    expect([(await browser.get(path)).status, (await browser.post(path, profile)).status]).toEqual([403, 403])
  }
  const before = await row()
  expect((await (await staffBrowser(eve)).post(path, { ...profile, name: 'Elm Renamed' })).status).toBe(303)
  expect([await row(), (await row(elm)).name]).toEqual([before, 'Elm Renamed'])
})
