import { expect, test } from 'vitest'
import { ada, cleo, harbor, max, nia, ofra, omar, theo } from '../../prisma/cast.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { standardMessage } from '../../src/invitations/rules.ts'
import { staffBrowser } from '../browser.ts'
import { forms, invite, mailbox, message } from './invited.ts'

test('an administrator writes, previews and sends an invitation with forms; the mail has the names filled in', async () => {
  const admin = await staffBrowser(ada)
  const draft = await admin.post('/staff/invitations/draft', { clients: cleo.id })
  expect(draft.text).toContain('Standard Intake Questionnaire')
  const chosen = (await forms()).map((form) => form.id)
  const preview = await admin.post('/staff/invitations/preview', { clients: cleo.id, message, forms: chosen })
  expect(preview.text).toContain('Hello Cleo, Ada Whitfield of Harbor Counseling writes to you.')
  expect(preview.text).toContain('Informed Consent for Psychotherapy')
  const { mail } = await invite(cleo, { forms: chosen })
  expect(mail?.text).toContain('Hello Cleo, Ada Whitfield of Harbor Counseling writes to you.')
  expect(mail?.from?.text).toContain('Ada Whitfield')
  const sent = await inOrganization({ organizationId: harbor.id }, (tx) =>
    tx.intake.count({ where: { clientId: cleo.id } }),
  )
  expect(sent).toBe(3)
  const row = await inOrganization({ organizationId: harbor.id }, (tx) =>
    tx.invitation.findFirstOrThrow({ where: { state: 'open' } }),
  )
  expect(row.token).toBeNull()
})

test('with nobody ticked Manage Clients is shown again and says so', async () => {
  const admin = await staffBrowser(ada)
  const answer = await admin.post('/staff/invitations/draft', {})
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Manage Clients')
  expect(answer.text).toContain('<a href="#clients">Tick at least one client.</a>')
  expect((await (await staffBrowser(nia)).post('/staff/invitations/draft', {})).status).toBe(403)
})

test('the preview warns about words of health', async () => {
  const admin = await staffBrowser(ada)
  const preview = await admin.post('/staff/invitations/preview', {
    clients: cleo.id,
    message: 'About your depression treatment',
  })
  expect(preview.text).toContain('depression, treatment')
})

test('a placeholder that is not known is refused, in the preview and in sending, with those that are', async () => {
  const admin = await staffBrowser(ada)
  const typed = { clients: cleo.id, message: 'Hello {preferred name}, {therapist} waits.' }
  const before = await mailbox.to(cleo.email)
  for (const path of ['/staff/invitations/preview', '/staff/invitations']) {
    const answer = await admin.post(path, typed)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(
      '{therapist} is not known; you can use {preferred name}, {practice}, {staff member}, {link}.',
    )
    expect(answer.text).toContain(typed.message)
  }
  expect(await mailbox.to(cleo.email)).toEqual(before)
})

test('the preview warns where the message speaks of forms and none were ticked', async () => {
  const admin = await staffBrowser(ada)
  const warning = 'Your message speaks of forms, and none go with it.'
  const preview = async (more: Record<string, string>) =>
    (await admin.post('/staff/invitations/preview', { clients: cleo.id, ...more })).text
  const [form] = await forms()
  expect(await preview({ message: standardMessage })).toContain(warning)
  expect(await preview({ message: standardMessage, forms: form!.id })).not.toContain(warning)
  expect(await preview({ message: 'Hello {preferred name}' })).not.toContain(warning)
})

test('Organization is marked in the menu while an invitation is written and looked at', async () => {
  const admin = await staffBrowser(ada)
  for (const path of ['/staff/invitations/draft', '/staff/invitations/preview']) {
    const page = await admin.post(path, { clients: cleo.id, message: 'Hello' })
    expect(page.text).toMatch(/aria-current="page"[^>]*>Organization</)
  }
})

test('Client Details offers the invitation where it comes next, to whoever may, and then says what it holds and until when', async () => {
  const admin = await staffBrowser(ada)
  const added = await admin.post('/staff/clients', { firstName: 'Ivo', lastName: 'Lind', email: 'ivo@mail.example' })
  const path = String(added.headers['location'])
  const id = path.split('/').at(-1) ?? ''
  const offer = `<input type="hidden" name="clients" value="${id}"><button class="btn primary">Invite to Client Portal`
  expect((await admin.get(path)).text).toContain(offer)
  expect((await (await staffBrowser(ofra)).get(path)).text).not.toContain(offer)
  expect((await admin.post('/staff/invitations/draft', { clients: id })).text).toContain('ivo@mail.example')
  const chosen = (await forms()).slice(0, 2).map((form) => form.id)
  await admin.post('/staff/invitations', { clients: id, message, forms: chosen })
  const { text } = await admin.get(path)
  expect(text).not.toContain(offer)
  expect(text).toMatch(
    /The link of the invitation works until \w+ \d+, \d{4}, \d+:\d\d [AP]M\. Behind it wait: [^<]*Intake[^<]*, [^<]+\./,
  )
})

test('an address that opens another client’s portal cannot be invited a second time, and the sentence says what to do', async () => {
  const admin = await staffBrowser(ada)
  const added = await admin.post('/staff/clients', { firstName: 'Kai', lastName: 'Haddad', email: omar.email })
  const id = String(added.headers['location']).split('/').at(-1) ?? ''
  const answer = await admin.post('/staff/invitations', { clients: id, message })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('please enter another address')
  expect((await admin.get('/staff/organization/client-portal/settings')).text).toContain('used for another client')
})

test('a minor is not invited until staff say who holds the account and who signs', async () => {
  const admin = await staffBrowser(ada)
  const added = await admin.post('/staff/clients', {
    firstName: 'Juno',
    lastName: 'Reyes',
    email: 'juno.parent@mail.example',
    dateOfBirth: '2014-02-03',
  })
  const id = String(added.headers['location']).split('/').at(-1) ?? ''
  const holder = {
    holder: 'representative',
    signer: 'representative',
    holderName: 'Rosa Reyes',
    holderRelationship: 'mother',
  }
  const together = await admin.post('/staff/invitations', { clients: [id, cleo.id], message, ...holder })
  expect(together.text).toContain('is under 18')
  const silent = await admin.post('/staff/invitations', { clients: id, message })
  expect(silent.text).toContain('Please say who will hold the account.')
  expect((await admin.post('/staff/invitations', { clients: id, message, ...holder })).status).toBe(303)
})

test.each([theo, nia, ofra])('$name may not invite', async (person) => {
  const browser = await staffBrowser(person)
  expect((await browser.post('/staff/invitations', { clients: cleo.id, message })).status).toBe(403)
  expect((await browser.get('/staff/organization/client-portal/settings')).status).toBe(403)
})

test('a client of another organization is not there', async () => {
  const admin = await staffBrowser(ada)
  expect((await admin.post('/staff/invitations', { clients: max.id, message })).status).toBe(404)
})
