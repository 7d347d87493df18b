import { beforeEach, expect, test } from 'vitest'
import { ada, castPassword, elm, eve, harbor, nia, theo } from '../../prisma/cast.ts'
import { setClock } from '../../src/platform/clock.ts'
import { infrastructure, inOrganization } from '../../src/platform/database.ts'
import { currentCode } from '../../src/platform/one-time-passwords.ts'
import { Browser, staffBrowser } from '../browser.ts'
import { evesSignIn, freshCode, giveFactor, secret } from '../factors.ts'
import { useMailbox } from '../mail.ts'
import { addMember } from '../staff/members-made.ts'

const mailbox = useMailbox()
beforeEach(async () => {
  setClock(() => new Date())
  await infrastructure().query('delete from rate_limits')
})

/** A browser of Eve's after the password. */
async function halfWay(): Promise<Browser> {
  const browser = new Browser()
  const answer = await browser.post('/staff/sign-in', { email: eve.email, password: castPassword })
  expect(answer.headers['location']).toBe('/staff/sign-in/code')
  return browser
}

const enter = (browser: Browser, code: string) => browser.post('/staff/sign-in/code', { code })
const letterGroups = (html: string) => /class="letters">([A-Z2-7 ]+)</.exec(html)?.[1]?.replaceAll(' ', '') ?? ''
const codesIn = (html: string) => html.match(/\b[A-Z2-9]{4}(-[A-Z2-9]{4}){5}\b/g) ?? []

test('the password alone opens nothing; the code does', async () => {
  const code = await freshCode(evesSignIn)
  const browser = await halfWay()
  expect((await browser.get('/staff/clients')).headers['location']).toBe('/staff/sign-in')
  expect((await browser.get('/staff/sign-in/code')).text).toContain('six digits')
  expect((await enter(browser, code)).headers['location']).toBe('/staff')
  expect((await browser.get('/staff/clients')).status).toBe(200)
})

test('a code is taken once, even by eight browsers at once', async () => {
  const code = await freshCode(evesSignIn)
  const browsers = await Promise.all(Array.from({ length: 8 }, halfWay))
  const answers = await Promise.all(browsers.map((browser) => enter(browser, code)))
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(7)
})

test.each([
  ['an hour ago', -3600],
  ['an hour ahead', 3600],
  ['two minutes ago', -120],
])('a code of a clock that stands %s is refused, and the page speaks of the clock', async (_what, seconds) => {
  await giveFactor(evesSignIn)
  setClock(() => new Date(Date.now() + seconds * 1000))
  const code = currentCode(secret)
  setClock(() => new Date())
  const answer = await enter(await halfWay(), code)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('clock of your phone')
})

test('half a minute off is taken, as the standard allows', async () => {
  await giveFactor(evesSignIn)
  setClock(() => new Date(Date.now() - 30_000))
  const code = currentCode(secret)
  setClock(() => new Date())
  expect((await enter(await halfWay(), code)).status).toBe(303)
})

test('who stops between password and code for ten minutes begins again', async () => {
  const browser = await halfWay()
  setClock(() => new Date(Date.now() + 11 * 60_000))
  const code = await freshCode(evesSignIn)
  expect((await enter(browser, code)).headers['location']).toBe('/staff/sign-in')
})

test('after ten wrong codes the page asks to wait', async () => {
  await giveFactor(evesSignIn)
  const browser = await halfWay()
  const statuses = []
  for (let time = 0; time < 11; time++) statuses.push((await enter(browser, '000000')).status)
  expect(statuses.at(-1)).toBe(429)
})

test('recovery codes let in one time each, are told of by mail, and new ones replace them', async () => {
  const browser = await staffBrowser(eve)
  const make = { currentPassword: castPassword }
  const codes = codesIn((await browser.post('/staff/profile/recovery-codes', make)).text)
  expect(codes).toHaveLength(10)
  expect((await enter(await halfWay(), codes[0]!.toLowerCase())).status).toBe(303)
  const told = (await mailbox.to(eve.email)).map(({ text }) => text).join('\n')
  expect(told).toContain('A recovery code was used')
  expect((await enter(await halfWay(), codes[0]!)).status).toBe(422)
  expect((await browser.get('/staff/profile')).text).toContain('9 are left')
  await browser.post('/staff/profile/recovery-codes', make)
  expect((await enter(await halfWay(), codes[1]!)).status).toBe(422)
  const kept = await inOrganization({ organizationId: elm.id }, (tx) => tx.recoveryCode.findMany())
  expect(JSON.stringify(kept)).not.toContain(codes[2])
})
test('whoever finds a browser open makes no recovery codes without the password, and the old ones stay good', async () => {
  const browser = await staffBrowser(eve)
  const path = '/staff/profile/recovery-codes'
  const codes = codesIn((await browser.post(path, { currentPassword: castPassword })).text)
  for (const currentPassword of ['', 'not this one at all']) {
    const refused = await browser.post(path, { currentPassword })
    expect([refused.status, codesIn(refused.text)]).toEqual([422, []])
    expect(refused.text).toMatch(/Please enter your current password|This is not your current password/)
  }
  expect((await enter(await halfWay(), codes[0]!)).status).toBe(303)
})

test('where the practice asks for it, a second factor is set up before anything opens', async () => {
  await inOrganization({ organizationId: harbor.id }, (tx) =>
    tx.organization.update({ where: { id: harbor.id }, data: { secondFactor: 'required' } }),
  )
  const browser = new Browser()
  const answer = await browser.post('/staff/sign-in', { email: nia.email, password: castPassword })
  expect(answer.headers['location']).toBe('/staff/sign-in/second-factor')
  expect((await browser.get('/staff')).headers['location']).toBe('/staff/sign-in')
  const page = await browser.get('/staff/sign-in/second-factor')
  const own = letterGroups(page.text)
  const wrong = await browser.post('/staff/sign-in/second-factor', { secret: own, code: '123' })
  expect(wrong.status).toBe(422)
  expect(letterGroups(wrong.text)).toBe(own)
  const done = await browser.post('/staff/sign-in/second-factor', { secret: own, code: currentCode(own) })
  expect(done.headers['location']).toBe('/staff/profile/recovery-codes')
  expect((await browser.get('/staff')).status).toBe(200)
})

test('grace lets staff in for seven days', async () => {
  const grace = (secondFactorSince: Date) =>
    inOrganization({ organizationId: harbor.id }, (tx) =>
      tx.organization.update({ where: { id: harbor.id }, data: { secondFactor: 'grace', secondFactorSince } }),
    )
  const leads = async () =>
    (await new Browser().post('/staff/sign-in', { email: theo.email, password: castPassword })).headers['location']
  await grace(new Date())
  expect(await leads()).toBe('/staff')
  setClock(() => new Date(Date.now() + 7 * 24 * 3600_000))
  expect(await leads()).toBe('/staff/sign-in/second-factor')
})

test('an administrator asks a second factor of others only with one of their own, and then the others are signed out', async () => {
  await inOrganization({ organizationId: harbor.id }, (tx) =>
    tx.organization.update({ where: { id: harbor.id }, data: { secondFactor: 'optional' } }),
  )
  const admin = await staffBrowser(ada)
  const other = await staffBrowser(theo)
  const refused = await admin.post('/staff/organization/sign-in', { secondFactor: 'required' })
  expect(refused.text).toContain('set up your own second factor first')
  await giveFactor({ organizationId: harbor.id, site: 'staff', accountId: ada.id })
  expect((await admin.post('/staff/organization/sign-in', { secondFactor: 'required' })).status).toBe(303)
  expect((await other.get('/staff')).headers['location']).toBe('/staff/sign-in')
  expect((await admin.get('/staff')).status).toBe(200)
})

test('an administrator removes the second factor of a colleague: sessions end, the password stays, a mail tells', async () => {
  const colleague = { organizationId: harbor.id, site: 'staff', accountId: theo.id } as const
  await inOrganization(colleague, (tx) =>
    tx.organization.update({ where: { id: harbor.id }, data: { secondFactor: 'optional' } }),
  )
  const theirs = await staffBrowser(theo)
  await giveFactor(colleague)
  const before = await inOrganization(colleague, (tx) => tx.staff.findFirstOrThrow({ where: { id: theo.id } }))
  await giveFactor({ ...colleague, accountId: ada.id })
  const admin = new Browser()
  await admin.post('/staff/sign-in', { email: ada.email, password: castPassword })
  await enter(admin, await freshCode({ ...colleague, accountId: ada.id }))
  const removal = (id: string) => `/staff/organization/staff/${id}/second-factor/removal`
  const password = { currentPassword: castPassword }
  expect((await admin.get(removal(theo.id))).text).toContain('Theo Marsh')
  const wrong = await admin.post(removal(theo.id), { currentPassword: 'another one entirely' })
  expect([wrong.status, (await theirs.get('/staff')).status]).toEqual([422, 200])
  expect((await admin.post(removal(theo.id), password)).status).toBe(303)
  expect((await theirs.get('/staff')).headers['location']).toBe('/staff/sign-in')
  expect((await mailbox.to(theo.email)).at(-1)?.text).toContain('second factor of your sign-in was removed')
  const after = await inOrganization(colleague, (tx) => tx.staff.findFirstOrThrow({ where: { id: theo.id } }))
  expect(after.passwordHash).toBe(before.passwordHash)
  for (const stranger of [eve.id, 'none']) {
    expect((await admin.get(removal(stranger))).status).toBe(404)
    expect((await admin.post(removal(stranger), password)).status).toBe(404)
  }
  const again = await admin.post(removal(theo.id), password)
  expect([again.status, again.text]).toEqual([422, expect.stringContaining('There is no second factor any more')])
  const own = await admin.post(removal(ada.id), password)
  expect([own.status, own.text]).toEqual([422, expect.stringContaining('on your profile')])
})

test('one’s own second factor is set up, moved and turned off with the password, and Elm’s staff cannot turn it off', async () => {
  const browser = await staffBrowser(nia).catch(async () => {
    await inOrganization({ organizationId: harbor.id }, (tx) =>
      tx.secondFactor.deleteMany({ where: { staffId: nia.id } }),
    )
    return staffBrowser(nia)
  })
  const { text } = await browser.get('/staff/profile/second-factor')
  const own = letterGroups(text)
  // on the phone itself there is no second device to read the picture with
  expect(text).toMatch(
    new RegExp(`<a class="btn" href="otpauth://totp/[^"]*secret=${own}[^"]*">Open in the authenticator app`),
  )
  const form = { secret: own, code: currentCode(own) }
  const wrong = await browser.post('/staff/profile/second-factor', { ...form, currentPassword: 'another one entirely' })
  expect(wrong.text).toContain('This is not your current password.')
  expect((await browser.post('/staff/profile/second-factor', { ...form, currentPassword: castPassword })).status).toBe(
    303,
  )
  expect((await browser.get('/staff/profile')).text).toContain('Second factor: on')
  const off = await browser.post('/staff/profile/second-factor/removal', { currentPassword: castPassword })
  expect(off.headers['location']).toBe('/staff/profile')
  const eves = await staffBrowser(eve)
  const kept = await eves.post('/staff/profile/second-factor/removal', { currentPassword: castPassword })
  expect(kept.text).toContain('Your practice asks its staff for a second factor.')
})

test('the page of new recovery codes loaded again makes no others', async () => {
  const member = await addMember()
  const browser = await staffBrowser(member)
  await giveFactor({ organizationId: harbor.id, site: 'staff', accountId: member.id })
  const path = '/staff/profile/recovery-codes'
  const earlier = async () => /name="earlier" value="([^"]*)"/.exec((await browser.get(path)).text)?.[1] ?? 'none'
  const codes = () =>
    inOrganization({ organizationId: harbor.id }, (tx) =>
      tx.recoveryCode.findMany({ where: { staffId: member.id }, select: { codeHash: true } }),
    )
  const form = { currentPassword: castPassword, earlier: await earlier() }
  expect((await browser.post(path, form)).status).toBe(200)
  const made = await codes()
  expect(made).toHaveLength(10)
  const again = await browser.post(path, form)
  expect([again.status, again.text]).toEqual([422, expect.stringContaining('Your new codes are made already')])
  expect(await codes()).toEqual(made)
  expect((await browser.post(path, { ...form, earlier: await earlier() })).status).toBe(200)
  expect(await codes()).not.toEqual(made)
})
