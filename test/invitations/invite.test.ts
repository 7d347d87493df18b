import { expect, test } from 'vitest'
import { ada, castPassword, cleo, harbor, max, nia, ofra, omar, theo } from '../../prisma/cast.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { standardMessage } from '../../src/invitations/rules.ts'
import { setClock } from '../../src/platform/clock.ts'
import { Browser, staffBrowser } from '../browser.ts'
import { linkIn, useMailbox } from '../mail.ts'

const mailbox = useMailbox()
const message = 'Hello {preferred name}, {staff member} of {practice} writes to you.'
const portal = '/portal/harbor'

const forms = () =>
  inOrganization({ organizationId: harbor.id }, (tx) => tx.form.findMany({ orderBy: { position: 'asc' } }))

/** Invites and gives the link of the newest mail, opened in a fresh browser. */
async function invite(client = cleo, extra: Record<string, string | string[]> = {}) {
  const admin = await staffBrowser(ada)
  const answer = await admin.post('/staff/invitations', { clients: client.id, message, ...extra })
  expect(answer.status).toBe(303)
  const mail = (await mailbox.to(client.email)).at(-1)
  return { mail, link: linkIn(mail) }
}

async function opened(link: string): Promise<Browser> {
  const browser = new Browser()
  const moved = await browser.get(link)
  expect(moved.headers['location']).toBe(`${portal}/invitation`)
  return browser
}

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

test('the page behind the link shows only the practice, and the token leaves the URL', async () => {
  const { link } = await invite()
  const browser = await opened(link)
  const page = await browser.get(`${portal}/invitation`)
  expect(page.text).toContain('Harbor Counseling')
  expect(page.text).not.toContain('Cleo')
  expect(page.text).not.toContain(cleo.email)
})

test('an invitation, even at another practice’s address, is worth nothing there', async () => {
  const { link } = await invite()
  const browser = new Browser()
  await browser.get(link.replace('/harbor/', '/elm/'))
  expect((await browser.get('/portal/elm/invitation')).text).toContain('cannot be used any more')
})

test('a newer invitation supersedes the earlier one', async () => {
  const first = await invite()
  await invite()
  const browser = await opened(first.link).catch(() => null)
  expect((await browser?.get(`${portal}/invitation`))?.text).toContain('cannot be used any more')
})

test('an expired link offers a new one, which arrives at the same address and works', async () => {
  const { link } = await invite()
  const browser = await opened(link)
  const eightDays = Date.now() + 8 * 24 * 3600_000
  setClock(() => new Date(eightDays))
  try {
    expect((await browser.get(`${portal}/invitation`)).text).toContain('Send me a new link')
    const answer = await browser.post(`${portal}/invitation/renewal`)
    expect(answer.text).not.toContain(cleo.email)
    const renewed = await opened(linkIn((await mailbox.to(cleo.email)).at(-1)))
    expect((await renewed.get(`${portal}/invitation`)).text).toContain('Create my account')
  } finally {
    setClock(() => new Date())
  }
})

test('"This was not meant for me" kills the link and tells the office, naming nobody in the mail', async () => {
  const { link } = await invite()
  const browser = await opened(link)
  await browser.post(`${portal}/invitation/refusal`)
  for (const person of [ada, ofra]) {
    const mail = (await mailbox.to(person.email)).at(-1)
    expect(mail?.subject).toBe('An invitation reached the wrong person')
    expect(mail?.text).not.toMatch(/Cleo|Barnes|cleo@/)
    expect(linkIn(mail)).toBe(`/staff/clients/${cleo.id}`)
    const page = await (await staffBrowser(person)).get(linkIn(mail))
    expect(page.text).toContain(`The invitation to ${cleo.email} reached somebody it was not meant for`)
  }
  for (const { email } of [theo, nia]) expect(await mailbox.to(email)).toEqual([])
  await browser.get(link)
  expect((await browser.get(`${portal}/invitation`)).text).toContain('cannot be used any more')
  await invite()
  const page = await (await staffBrowser(ada)).get(`/staff/clients/${cleo.id}`)
  expect(page.text).not.toContain('it was not meant for')
})

test('"This was not meant for me" asks once before anything happens, and going back leaves the link alive', async () => {
  const { link } = await invite()
  const browser = await opened(link)
  const invitation = await browser.get(`${portal}/invitation`)
  expect(invitation.text).toContain(`href="${portal}/invitation/refusal"`)
  expect(invitation.text).not.toContain(`action="${portal}/invitation/refusal"`)
  const mailsBefore = await mailbox.to(ofra.email)
  const asked = await browser.get(`${portal}/invitation/refusal`)
  expect(asked.text).toContain('Harbor Counseling will be told and the link stops working.')
  expect(asked.text).toContain(`href="${portal}/invitation">Go back`)
  expect(await mailbox.to(ofra.email)).toHaveLength(mailsBefore.length)
  expect((await browser.get(`${portal}/invitation`)).text).toContain('Create my account')
  const refused = await browser.post(`${portal}/invitation/refusal`)
  expect(refused.text).toContain('If this was a mistake')
  expect(refused.text).toContain(harbor.phone)
  expect((await browser.get(`${portal}/invitation/refusal`)).text).toContain('cannot be used any more')
  expect((await new Browser().get(`${portal}/invitation/refusal`)).text).toContain('cannot be used any more')
})

test('creating the account asks the date of birth, five times at most', async () => {
  const { link } = await invite()
  const browser = await opened(link)
  for (let time = 1; time <= 4; time++) {
    const answer = await browser.post(`${portal}/account`, { dateOfBirth: '1991-04-24', password: castPassword })
    expect(answer.text).toContain('does not match')
  }
  await browser.post(`${portal}/account`, { dateOfBirth: '1991-04-24', password: castPassword })
  const right = await browser.post(`${portal}/account`, { dateOfBirth: cleo.dateOfBirth, password: castPassword })
  expect(right.status).toBe(422)
  expect(right.text).toContain(harbor.phone)
})

test.each([
  ['short', 'too short', 'at least 15 characters'],
  ['repeated', 'aaaaaaaaaaaaaaaaaaaa', 'repeats'],
  ['the practice’s name', 'harborcounseling', 'guess'],
])('a password that is %s is refused kindly', async (_why, password, sentence) => {
  const { link } = await invite()
  const browser = await opened(link)
  const answer = await browser.post(`${portal}/account`, { dateOfBirth: cleo.dateOfBirth, password })
  expect(answer.status).toBe(422)
  expect(answer.text).toMatch(new RegExp(`${sentence}|unrelated`))
  expect(answer.text).not.toContain(`value="${password}"`)
})

test('what is wrong with the date and with the password is said at once; only a wrong date counts as a try', async () => {
  const { link } = await invite()
  const browser = await opened(link)
  const account = (dateOfBirth: string, password: string) =>
    browser.post(`${portal}/account`, { dateOfBirth, password })
  const empty = await account('', '')
  expect(empty.text).toContain('Please enter the date of birth.')
  expect(empty.text).toContain('Please choose a password.')
  const both = await account('1991-04-24', 'too short')
  expect(both.text).toContain('does not match')
  expect(both.text).toContain('at least 15 characters')
  const dateOnly = await account('1991-04-24', castPassword)
  expect(dateOnly.text).toContain('does not match')
  expect(dateOnly.text).toContain('Please type the password again.')
  const tries = await inOrganization({ organizationId: harbor.id }, (tx) =>
    tx.invitation.findFirstOrThrow({ where: { state: 'open', clientId: cleo.id } }),
  )
  expect(tries.birthDateTries).toBe(2)
})

test('whoever does not know the date of birth is not told whether a password is close to the client’s details', async () => {
  const { link } = await invite()
  const browser = await opened(link)
  const password = 'cleobarnescleobarnes4'
  const guess = await browser.post(`${portal}/account`, { dateOfBirth: '1991-04-24', password })
  expect(guess.text).toContain('does not match')
  expect(guess.text).not.toContain('your own details')
  const known = await browser.post(`${portal}/account`, { dateOfBirth: cleo.dateOfBirth, password })
  expect(known.text).toContain('your own details')
})

test('the account page names the address one will sign in with, and its suggestion stays the same when refused', async () => {
  const { link } = await invite()
  const browser = await opened(link)
  const suggested = (text: string) => /name="phrase" value="([^"]*)"/.exec(text)?.[1] ?? ''
  const first = await browser.get(`${portal}/account`)
  expect(first.text).toContain('You will sign in with it.')
  expect(first.text).toMatch(new RegExp(`readonly autocomplete="username" value="${cleo.email}"`))
  const phrase = suggested(first.text)
  expect(phrase).toMatch(/^[a-z]+( [a-z]+){3}$/)
  const again = await browser.post(`${portal}/account`, { dateOfBirth: '', password: '', phrase })
  expect(suggested(again.text)).toBe(phrase)
  for (const made of ['call this number now', '<b>four</b> words of mine', '5125550134']) {
    const answer = await browser.post(`${portal}/account`, { dateOfBirth: '', password: '', phrase: made })
    expect(answer.text).not.toContain(made)
  }
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

test('the account opens the portal once, and the link is used up', async () => {
  const { link } = await invite()
  const browser = await opened(link)
  const answers = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const racer = await opened(link)
      return racer.post(`${portal}/account`, { dateOfBirth: cleo.dateOfBirth, password: castPassword })
    }),
  )
  expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1)
  expect((await browser.get(`${portal}/invitation`)).text).toContain('cannot be used any more')
  const signIn = new Browser()
  expect((await signIn.post(`${portal}/sign-in`, { email: cleo.email, password: castPassword })).status).toBe(303)
  expect((await signIn.get(portal)).status).toBe(200)
})
