import { beforeEach, expect, test } from 'vitest'
import { ada, castPassword, elm, eve, harbor, max, nia, omar, theo } from '../../prisma/cast.ts'
import { setClock } from '../../src/platform/clock.ts'
import { infrastructure, inOrganization } from '../../src/platform/database.ts'
import { Browser, portalBrowser, staffBrowser } from '../browser.ts'
import { linkIn, useMailbox } from '../mail.ts'

const mailbox = useMailbox()
const portal = `/portal/${harbor.portalAddress}`
const another = 'a violet teapot on the stairs'

beforeEach(async () => {
  setClock(() => new Date())
  await infrastructure().query('delete from rate_limits')
})

/** Asks for a link, and opens it in a browser of its own. */
async function linkFor(site: string, email: string): Promise<string> {
  await mailbox.to(email)
  const answer = await new Browser().post(`${site}/forgotten-password`, { email })
  expect(answer.text).toContain('a link is on its way')
  const mail = (await mailbox.to(email)).at(-1)
  expect(mail?.subject).toBe('Choose a new password')
  return linkIn(mail)
}

async function opened(link: string): Promise<Browser> {
  const browser = new Browser()
  const moved = await browser.get(link)
  expect(String(moved.headers['location'])).toMatch(/\/new-password$/)
  return browser
}

const signInWith = (site: string, email: string, password: string) =>
  new Browser().post(`${site}/sign-in`, { email, password })

/** Everything back as the seed has it. */
async function reset(site: string, email: string): Promise<void> {
  const browser = await opened(await linkFor(site, email))
  expect((await browser.post(`${site}/new-password`, { password: castPassword })).status).toBe(303)
}

test.each([
  ['/staff', theo.email],
  [portal, omar.email],
])(
  'at %s a forgotten password is set anew by a link that works once, signs nobody in and ends every session',
  async (site, email) => {
    const old = site === portal ? await portalBrowser(omar) : await staffBrowser(theo)
    const link = await linkFor(site, email)
    expect((await mailbox.to(email)).at(-1)?.text).toContain(`asked for a new password to sign in at ${harbor.name}`)
    expect(link).toContain(`${site}/new-password?key=`)
    const browser = await opened(link)
    const answer = await browser.post(`${site}/new-password`, { password: another })
    expect(answer.headers['location']).toBe(`${site}/sign-in`)
    expect((await browser.follow(answer)).text).toContain('Your new password is set')
    expect((await browser.get(site)).headers['location']).toBe(`${site}/sign-in`)
    expect((await old.get(site)).headers['location']).toBe(`${site}/sign-in`)
    expect((await mailbox.to(email)).at(-1)?.text).toContain('Your password was changed.')
    expect((await signInWith(site, email, castPassword)).status).toBe(422)
    expect((await signInWith(site, email, another)).status).toBe(303)
    const again = await opened(link)
    expect((await again.get(`${site}/new-password`)).text).toContain('cannot be used any more')
    expect((await again.post(`${site}/new-password`, { password: castPassword })).status).toBe(422)
    await reset(site, email)
  },
)

test('a link for a new password lasts half an hour, and a newer one ends it', async () => {
  const first = await opened(await linkFor('/staff', nia.email))
  const second = await opened(await linkFor('/staff', nia.email))
  expect((await first.post('/staff/new-password', { password: another })).text).toContain('cannot be used any more')
  setClock(() => new Date(Date.now() + 31 * 60_000))
  expect((await second.post('/staff/new-password', { password: another })).text).toContain('cannot be used any more')
})

test('of twenty who use one link at once, one succeeds', async () => {
  const link = await linkFor('/staff', nia.email)
  const browsers = await Promise.all(Array.from({ length: 20 }, () => opened(link)))
  const answers = await Promise.all(
    browsers.map((browser) => browser.post('/staff/new-password', { password: castPassword })),
  )
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
})

test('a link of one site or practice opens nothing at another', async () => {
  const key = new URL(await linkFor(portal, omar.email), 'https://anteroom.example').search
  for (const site of ['/staff', `/portal/${elm.portalAddress}`]) {
    const browser = await opened(`${site}/new-password${key}`)
    expect((await browser.get(`${site}/new-password`)).text, site).toContain('cannot be used any more')
    expect((await browser.post(`${site}/new-password`, { password: another })).status, site).toBe(422)
  }
  expect((await signInWith(portal, omar.email, castPassword)).status).toBe(303)
})

test('whether there is an account is told by nothing: the same page, and no mail', async () => {
  await mailbox.to(omar.email)
  const sent = mailbox.mails.length
  const ask = (site: string, email: string) => new Browser().post(`${site}/forgotten-password`, { email })
  const [known, unknown] = [await ask(portal, omar.email), await ask(portal, 'nobody@mail.example')]
  expect(unknown.text).toBe(known.text)
  // Max is a client of the other practice, and Ada is no client at all
  for (const email of [max.email, ada.email]) expect((await ask(portal, email)).text).toBe(known.text)
  await mailbox.to(omar.email)
  expect(mailbox.mails.length).toBe(sent + 1)
})

test('too many requests for one account send nothing more, and say nothing of it', async () => {
  await mailbox.to(theo.email)
  const sent = mailbox.mails.length
  const ask = () => new Browser().post('/staff/forgotten-password', { email: theo.email })
  const answers = []
  for (let time = 0; time < 8; time++) answers.push(await ask())
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  await mailbox.to(theo.email)
  expect(mailbox.mails.length - sent).toBeLessThanOrEqual(5)
})

test('a reset by mail leaves the second factor as it is', async () => {
  const browser = await opened(await linkFor('/staff', eve.email))
  await browser.post('/staff/new-password', { password: castPassword })
  const answer = await signInWith('/staff', eve.email, castPassword)
  expect(answer.headers['location']).toBe('/staff/sign-in/code')
})

test('the row keeps only the hash of the link once its mail has left', async () => {
  const link = await linkFor('/staff', nia.email)
  const token = new URL(link, 'https://anteroom.example').searchParams.get('key') ?? ''
  const rows = await inOrganization({ organizationId: harbor.id }, (tx) => tx.passwordLink.findMany())
  expect(rows.every((row) => row.token === null)).toBe(true)
  expect(JSON.stringify(rows)).not.toContain(token)
})

test.each([
  ['short', 'too short', 422],
  ['of 14 characters', 'xq zk vw jp bd', 422],
  ['that many use', 'password password password', 422],
  ['made of one’s own name', 'Theo Marsh Theo Marsh', 422],
  ['of 15 characters', 'ox tulip galaxy', 303],
  ['of 64 characters', 'tulip ox '.repeat(7) + 'x', 303],
  ['of 200 characters', `${'lantern owl '.repeat(16)}violets!`, 303],
  ['in another script', 'синий чайник на лестнице', 303],
])('a new password %s is answered %s', async (_what, password, status) => {
  const browser = await opened(await linkFor('/staff', theo.email))
  expect((await browser.post('/staff/new-password', { password })).status).toBe(status)
})

test('a long password counts to its last character', async () => {
  const long = `${'lantern owl '.repeat(16)}violets!`
  const browser = await opened(await linkFor('/staff', theo.email))
  await browser.post('/staff/new-password', { password: long })
  expect((await signInWith('/staff', theo.email, `${long.slice(0, -1)}?`)).status).toBe(422)
  expect((await signInWith('/staff', theo.email, long)).status).toBe(303)
  await reset('/staff', theo.email)
})

test('one’s own password is changed with the current one; this browser stays, the others are signed out', async () => {
  const [here, there] = [await portalBrowser(omar), await portalBrowser(omar)]
  const wrong = await here.post(`${portal}/profile/password`, { currentPassword: 'not this one', newPassword: another })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('This is not your current password.')
  expect(wrong.text).not.toContain(another)
  const form = { currentPassword: castPassword, newPassword: another }
  expect((await here.post(`${portal}/profile/password`, form)).status).toBe(303)
  expect((await here.get(portal)).status).toBe(200)
  expect((await there.get(portal)).headers['location']).toBe(`${portal}/sign-in`)
  expect((await mailbox.to(omar.email)).at(-1)?.text).toContain('Your password was changed.')
  await reset(portal, omar.email)
})

test('signed-in browsers are listed, and ended one by one or all others', async () => {
  const [here, there, third] = [await staffBrowser(ada), await staffBrowser(ada), await staffBrowser(ada)]
  const page = (await here.get('/staff/profile')).text
  expect(page.match(/class="row"/g)?.length).toBeGreaterThanOrEqual(3)
  const handles = [...page.matchAll(/browsers\/([0-9a-f-]{36})\/ending/g)].map(([, handle]) => handle)
  expect((await here.post(`/staff/profile/browsers/${handles[0]}/ending`)).status).toBe(303)
  const open = async () => (await Promise.all([there.get('/staff'), third.get('/staff')])).map(({ status }) => status)
  expect((await open()).sort()).toEqual([200, 303])
  const colleague = await staffBrowser(nia)
  expect((await colleague.post(`/staff/profile/browsers/${handles[1]}/ending`)).status).toBe(404)
  expect((await here.post('/staff/profile/browsers/ending')).status).toBe(303)
  expect(await open()).toEqual([303, 303])
  expect((await here.get('/staff')).status).toBe(200)
})

test('somebody else’s failures lock the owner out of a known browser never, and of a new one for a quarter of an hour', async () => {
  const known = await staffBrowser(theo)
  const stranger = new Browser()
  stranger.address = '198.51.100.9'
  for (let time = 0; time < 12; time++) await stranger.post('/staff/sign-in', { email: theo.email, password: another })
  expect((await stranger.post('/staff/sign-in', { email: theo.email, password: castPassword })).status).toBe(429)
  await known.post('/staff/sign-out')
  expect((await known.post('/staff/sign-in', { email: theo.email, password: castPassword })).status).toBe(303)
  // the mark of the browser is worth nothing for another account
  expect((await signInWith('/staff', theo.email, castPassword)).status).toBe(429)
})

test('after signing out a page that was open shows nothing, and the old cookie opens nothing', async () => {
  const browser = await portalBrowser(omar)
  const before = new Map(browser.cookies)
  const page = await browser.get(portal)
  expect(page.headers['cache-control']).toBe('no-store')
  const left = await browser.post(`${portal}/sign-out`)
  expect(left.headers['clear-site-data']).toBe('"storage"')
  before.forEach((value, name) => browser.cookies.set(name, value))
  expect((await browser.get(portal)).headers['location']).toBe(`${portal}/sign-in`)
})
