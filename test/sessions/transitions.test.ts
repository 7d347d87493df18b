import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { ada, castPassword, harbor, omar } from '../../prisma/cast.ts'
import { setClock } from '../../src/platform/clock.ts'
import { infrastructure } from '../../src/platform/database.ts'
import { Browser, portalBrowser, staffBrowser } from '../browser.ts'
import { giveFactor, secret } from '../factors.ts'
import { currentCode } from '../../src/platform/one-time-passwords.ts'
import { linkIn, useMailbox } from '../mail.ts'
import { addMember, inHarbor } from '../staff/members-made.ts'

const mailbox = useMailbox()
const portal = `/portal/${harbor.portalAddress}`
const another = 'a violet teapot on the stairs'

const counted = { tried: 0, stale: [] as string[] }

beforeEach(async () => void (await infrastructure().query('delete from rate_limits')))
afterEach(() => setClock(() => new Date()))
afterAll(() => console.log(`S7: ${counted.tried} transitions, ${counted.stale.length} stale sessions accepted`))

const after = (minutes: number) => {
  const at = Date.now() + minutes * 60_000
  setClock(() => new Date(at))
}

/** Somebody of the staff, and a browser in which they are signed in. */
interface Signed {
  member: { id: string; email: string }
  browser: Browser
  admin: Browser
}

/** A copy of what the browser holds now: what a thief of its cookie would have. */
function copyOf(browser: Browser): Browser {
  const copy = new Browser()
  browser.cookies.forEach((value, name) => copy.cookies.set(name, value))
  return copy
}

const isIn = async (browser: Browser, home = '/staff') => (await browser.get(home)).status === 200

const deactivated = ({ admin, member }: Signed) =>
  admin.post(`/staff/organization/staff/${member.id}/deactivation`, { handOver: 'nobody' })

/** What happens -> whether the cookie from before still opens anything at the very next request. */
const transitions: Record<string, { happens: (signed: Signed) => Promise<unknown>; lasts: boolean }> = {
  '14 idle minutes': { happens: async () => after(14), lasts: true },
  '15 idle minutes': { happens: async () => after(15), lasts: false },
  '12 hours, never idle': {
    happens: async ({ browser }) => {
      for (let minutes = 10; minutes < 12 * 60; minutes += 10) {
        after(minutes)
        await browser.get('/staff')
      }
      after(12 * 60)
    },
    lasts: false,
  },
  'signing out': { happens: ({ browser }) => browser.post('/staff/sign-out'), lasts: false },
  'signing in again in the same browser': {
    happens: ({ browser, member }) => browser.post('/staff/sign-in', { email: member.email, password: castPassword }),
    lasts: false,
  },
  'a sign-in elsewhere': { happens: ({ member }) => staffBrowser(member), lasts: true },
  'a changed password, in another browser': {
    happens: async ({ member }) =>
      (await staffBrowser(member)).post('/staff/profile/password', {
        currentPassword: castPassword,
        newPassword: another,
      }),
    lasts: false,
  },
  'a new password by mail': {
    happens: async ({ member }) => {
      const other = new Browser()
      await other.post('/staff/forgotten-password', { email: member.email })
      await other.get(linkIn((await mailbox.to(member.email)).at(-1)))
      return other.post('/staff/new-password', { password: another })
    },
    lasts: false,
  },
  'all others are ended': {
    happens: async ({ member }) => (await staffBrowser(member)).post('/staff/profile/browsers/ending'),
    lasts: false,
  },
  'a second factor removed by an administrator': {
    happens: async ({ admin, member }) => {
      await giveFactor({ organizationId: harbor.id, site: 'staff', accountId: member.id })
      return admin.post(`/staff/organization/staff/${member.id}/second-factor/removal`, {
        currentPassword: castPassword,
      })
    },
    lasts: false,
  },
  deactivation: { happens: deactivated, lasts: false },
  'deactivation and reactivation': {
    happens: async (signed) => {
      await deactivated(signed)
      return signed.admin.post(`/staff/organization/staff/${signed.member.id}/reactivation`)
    },
    lasts: false,
  },
  'a role that opens less': {
    happens: ({ admin, member }) =>
      admin.post(`/staff/organization/staff/${member.id}/role`, { role: 'office', takenOverBy: 'nobody' }),
    lasts: true,
  },
}

test.each(Object.entries(transitions))(
  'after %s the session of before lasts or not, as is said',
  async (what, told) => {
    const member = await addMember()
    const browser = await staffBrowser(member)
    const thief = copyOf(browser)
    expect(await isIn(thief)).toBe(true)
    await told.happens({ member, browser, admin: await staffBrowser(ada) })
    const lasts = await isIn(thief)
    counted.tried += 1
    if (lasts && !told.lasts) counted.stale.push(what)
    expect(lasts).toBe(told.lasts)
  },
)

test('the name of a session changes at sign-in, at the second factor and at sign-out', async () => {
  const member = await addMember()
  await giveFactor({ organizationId: harbor.id, site: 'staff', accountId: member.id })
  const browser = new Browser()
  const name = () => browser.cookies.get('__Host-staff')
  await browser.post('/staff/sign-in', { email: member.email, password: castPassword })
  const half = name()
  const halfWay = copyOf(browser)
  await browser.post('/staff/sign-in/code', { code: currentCode(secret) })
  const whole = name()
  await browser.post('/staff/sign-out')
  expect(new Set([undefined, half, whole, name()]).size).toBeGreaterThanOrEqual(3)
  expect(await isIn(halfWay), 'what the code made whole is a session of another name').toBe(false)
  counted.tried += 3
})

test('a name that somebody else chose for a session is never signed in', async () => {
  const member = await addMember()
  const victim = new Browser()
  victim.cookies.set('__Host-staff', `s%3A${'a'.repeat(32)}.${'b'.repeat(43)}`)
  const planted = copyOf(victim)
  await victim.post('/staff/sign-in', { email: member.email, password: castPassword })
  expect(await isIn(victim)).toBe(true)
  expect(await isIn(planted)).toBe(false)
  counted.tried += 1
})

test('a client whose account is switched off is out at the next request, and a typed answer keeps one in', async () => {
  const [browser, other] = [await portalBrowser(omar), await portalBrowser(omar)]
  after(10)
  expect((await browser.post(`${portal}/session`)).status).toBe(200)
  after(20)
  expect(await isIn(browser, portal), 'who said so stays').toBe(true)
  expect(await isIn(other, portal), 'who did nothing is out').toBe(false)
  setClock(() => new Date())
  const fresh = await portalBrowser(omar)
  const state = (value: string) =>
    inHarbor((tx) => tx.portalAccount.updateMany({ where: { email: omar.email }, data: { state: value } }))
  await state('switched_off')
  expect(await isIn(fresh, portal)).toBe(false)
  await state('active')
  counted.tried += 3
})

const toldHere = async (browser: Browser, home: string) => {
  const moved = await browser.get(home)
  expect(moved.headers['location']).toBe(`${home}/sign-in`)
  return (await browser.follow(moved)).text
}
const SIGNED_OUT = 'You were signed out in this browser. Please sign in again to go on.'
const setOmar = (data: object) => inHarbor((tx) => tx.portalAccount.updateMany({ where: { email: omar.email }, data }))

/** What ends a client's session from elsewhere. */
const endings: Record<string, () => Promise<unknown>> = {
  'one browser was signed out by name': async () => {
    const other = await portalBrowser(omar)
    const handles = [...(await other.get(`${portal}/profile`)).text.matchAll(/browsers\/([0-9a-f-]{36})\/ending/g)]
    for (const [, handle] of handles) await other.post(`${portal}/profile/browsers/${handle}/ending`)
  },
  'all others were signed out': async () => (await portalBrowser(omar)).post(`${portal}/profile/browsers/ending`),
  'the account is switched off': () => setOmar({ state: 'switched_off' }),
}

test.each(Object.entries(endings))(
  'a browser is told once and kindly that it was signed out when %s',
  async (_, end) => {
    const browser = await portalBrowser(omar)
    await end()
    const text = await toldHere(browser, portal)
    expect(text).toContain(SIGNED_OUT)
    expect(text).not.toMatch(/\bsession\b|switched off/i)
    expect(await toldHere(browser, portal)).not.toContain('signed out')
    await setOmar({ state: 'active' })
  },
)

test('what was typed when the sign-out came from elsewhere waits in the sign-in page', async () => {
  const browser = await portalBrowser(omar)
  await endings['all others were signed out']!()
  const form = `${portal}/forms/${harbor.id}/sections/1`
  const kept = await browser.post(form, { full_name: 'Omar Typed This' })
  expect(kept.status).toBe(401)
  expect(kept.text).toContain(SIGNED_OUT)
  expect(kept.text).toContain('Omar Typed This')
})

test('nothing is said of a sign-out to whoever signed out, was never in, or is signed in at another practice', async () => {
  const browser = await portalBrowser(omar)
  await browser.post(`${portal}/sign-out`)
  for (const each of [browser, new Browser()]) expect(await toldHere(each, portal)).not.toContain('signed out')
  const elsewhere = await portalBrowser(omar)
  expect(await toldHere(elsewhere, '/portal/elm')).not.toContain('signed out')
  expect(await isIn(elsewhere, portal)).toBe(true)
})
