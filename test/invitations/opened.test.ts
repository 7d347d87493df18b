import { expect, test } from 'vitest'
import { ada, castPassword, cleo, harbor, nia, ofra, theo } from '../../prisma/cast.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { setClock } from '../../src/platform/clock.ts'
import { Browser, staffBrowser } from '../browser.ts'
import { linkIn } from '../mail.ts'
import { invite, mailbox, opened, portal } from './invited.ts'

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
