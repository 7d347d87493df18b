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
      return admin.post(`/staff/organization/staff/${member.id}/second-factor/removal`)
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
