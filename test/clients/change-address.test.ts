import { expect, test } from 'vitest'
import { ada, castPassword, max, omar, theo } from '../../prisma/cast.ts'
import { Browser, portalBrowser, staffBrowser } from '../browser.ts'
import { linkIn } from '../mail.ts'
import { inHarbor, told } from '../staff/members-made.ts'
import {
  accountNow,
  change,
  details,
  eachAnew,
  invited,
  mailbox,
  omarsAccount,
  omarsFile,
  opened,
  portal,
  signIn,
} from './changing.ts'

eachAnew()

test('the account signs in with the new address at once, with the old one no more, and its session goes on', async () => {
  const own = await portalBrowser(omar)
  const { browser, answer } = await change('omar.new@mail.example')
  expect(answer.headers['location']).toBe(`/staff/clients/${omar.id}`)
  expect((await browser.follow(answer)).text).toContain('signs in with the new address from now on')
  expect((await signIn('omar.new@mail.example')).status).toBe(303)
  expect((await signIn(omar.email)).status).toBe(422)
  expect((await own.get(`${portal}/profile`)).text).toContain('omar.new@mail.example')
  expect((await told(omarsAccount)).filter(([event]) => event === 'account.address-changed')).toHaveLength(1)
})

test('both addresses are told, in words that name neither', async () => {
  await change('omar.new@mail.example')
  const mails = [await mailbox.to(omar.email), await mailbox.to('omar.new@mail.example')]
  for (const [mail, ...others] of mails) {
    expect(others).toEqual([])
    expect(mail?.subject).toBe('Your sign-in was changed')
    expect(mail?.text).toContain('The e-mail address you sign in with was changed.')
    expect(mail?.text).not.toMatch(/omar/i)
    expect(linkIn(mail)).toBe(`${portal}/sign-in`)
  }
})

test('a client in discreet mode is told at both addresses in one neutral sentence', async () => {
  await change(omar.email, { discreet: 'on' })
  await change('omar.new@mail.example', { discreet: 'on' })
  for (const email of [omar.email, 'omar.new@mail.example']) {
    const [mail, ...others] = await mailbox.to(email)
    expect([others, mail?.subject]).toEqual([[], 'Something is waiting for you'])
    expect(mail?.text).not.toMatch(/sign.in|address|changed/i)
  }
})

test('a change that makes the client discreet as well does not blur the warning at the old address', async () => {
  await change('omar.new@mail.example', { discreet: 'on' })
  const [warned] = await mailbox.to(omar.email)
  expect(warned?.text).toContain('The e-mail address you sign in with was changed.')
  expect((await mailbox.to('omar.new@mail.example'))[0]?.subject).toBe('Something is waiting for you')
})

test('a link for a new password that went to the old address is worth nothing any more', async () => {
  await new Browser().post(`${portal}/forgotten-password`, { email: omar.email })
  const browser = await opened(linkIn((await mailbox.to(omar.email)).at(-1)))
  await change('omar.new@mail.example')
  const answer = await browser.post(`${portal}/new-password`, { password: 'a violet teapot on the stairs' })
  expect(answer.status).toBe(422)
  expect((await signIn('omar.new@mail.example')).status).toBe(303)
})

test('an open invitation ends with the address it went to; a new one works', async () => {
  const { browser, id, file, link, invitation } = await invited()
  const before = await opened(link)
  expect((await browser.get(details(id))).text).toContain('An invitation is waiting at the e-mail address below.')
  const answer = await browser.post(details(id), { ...file, email: 'ivy.other@mail.example' })
  expect((await browser.follow(answer)).text).toContain('Please invite the client again.')
  expect((await before.get(`${portal}/invitation`)).text).toContain('cannot be used any more')
  expect((await before.post(`${portal}/account`, { password: castPassword })).status).toBe(422)
  const [ended] = await inHarbor((tx) => tx.invitation.findMany({ where: { clientId: id } }))
  expect(ended).toMatchObject({ state: 'revoked', openEmail: null, token: null })
  expect(await told(ended!.id)).toContainEqual(['invitation.revoked', {}])
  await browser.post('/staff/invitations', invitation)
  const again = await opened(linkIn((await mailbox.to('ivy.other@mail.example')).at(-1)))
  expect((await again.post(`${portal}/account`, { password: castPassword })).status).toBe(303)
  expect((await signIn('ivy.other@mail.example')).status).toBe(303)
})

test('staff read what follows before they change the address, and only where something does', async () => {
  const browser = await staffBrowser(ada)
  expect((await browser.get(details(omar.id))).text).toContain('both addresses are told by mail')
  const added = await browser.post('/staff/clients', { firstName: 'Nobody', lastName: 'Yet' })
  const page = await browser.get(`${String(added.headers['location'])}/details`)
  expect(page.text).not.toContain('the e-mail address below')
})

test('whatever else of the file is changed, the account stays as it is and nobody is told', async () => {
  const { answer } = await change(omar.email, { phone: '512 555 0199' })
  expect(answer.status).toBe(303)
  expect(await mailbox.to(omar.email)).toEqual([])
})

test.each([
  ['no address', '', 'Please enter another address instead of none.'],
  ['what is no address', 'nowhere', 'This does not look like an e-mail address'],
])('%s is refused where the client signs in with it', async (_what, email, sentence) => {
  const { answer } = await change(email, { phone: '512 555 0198' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(sentence)
  expect(answer.text).toContain('512 555 0198')
  expect((await accountNow()).email).toBe(omar.email)
})

test('an address that opens another client’s portal, or has an open invitation, is refused', async () => {
  const { file, link } = await invited()
  const waiting = await change(file.email)
  expect([waiting.answer.status, (await accountNow()).email]).toEqual([422, omar.email])
  expect(waiting.answer.text).toContain('has an open invitation for another client')
  await (await opened(link)).post(`${portal}/account`, { password: castPassword })
  const taken = await change(file.email)
  expect([taken.answer.status, (await accountNow()).email]).toEqual([422, omar.email])
  expect(taken.answer.text).toContain('opens another client’s portal already')
  expect(await mailbox.to(omar.email)).toEqual([])
})

test('an address somebody has at another practice, or on the staff, can be taken', async () => {
  for (const { email } of [max, theo]) expect((await change(email)).answer.status).toBe(303)
})

test('of ten who give two clients one address at once, one succeeds', async () => {
  const { id, file, link } = await invited()
  await (await opened(link)).post(`${portal}/account`, { password: castPassword })
  const browser = await staffBrowser(ada)
  const email = 'both.want@mail.example'
  const forms = [
    [omar.id, { ...omarsFile, email }],
    [id, { ...file, email }],
  ] as const
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => browser.post(details(forms[n % 2]![0]), forms[n % 2]![1])),
  )
  const statuses = answers.map(({ status }) => status)
  // whoever came first may save the same again
  expect(
    [statuses.filter((_, n) => n % 2 === 0), statuses.filter((_, n) => n % 2 === 1)].map((each) => new Set(each)),
  ).toEqual(expect.arrayContaining([new Set([303]), new Set([422])]))
  expect(await inHarbor((tx) => tx.portalAccount.count({ where: { email } }))).toBe(1)
})

test('an account is never made with an address that was changed meanwhile', async () => {
  for (let round = 0; round < 6; round++) {
    const { browser, id, file, link } = await invited()
    const client = await opened(link)
    const [edited, made] = await Promise.all([
      browser.post(details(id), { ...file, email: `raced.${round}@mail.example` }),
      client.post(`${portal}/account`, { password: castPassword }),
    ])
    expect(edited.status).toBe(303)
    const access = await inHarbor((tx) => tx.access.findMany({ where: { clientId: id }, include: { account: true } }))
    expect(access.map(({ account }) => account.email)).toEqual(
      made.status === 303 ? [`raced.${round}@mail.example`] : [],
    )
  }
})

test('an invitation never goes to an address that was changed meanwhile', async () => {
  for (let round = 0; round < 6; round++) {
    const { browser, id, file, invitation } = await invited()
    const email = `moved.${round}@mail.example`
    const [edited, sent] = await Promise.all([
      browser.post(details(id), { ...file, email }),
      browser.post('/staff/invitations', invitation),
    ])
    expect([edited.status, sent.status]).toEqual([303, 303])
    const open = await inHarbor((tx) => tx.invitation.findMany({ where: { clientId: id, state: 'open' } }))
    expect(open.filter((each) => each.email !== email)).toEqual([])
  }
})
