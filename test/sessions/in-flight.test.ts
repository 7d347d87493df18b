import { beforeEach, expect, test } from 'vitest'
import { accounts, castPassword, harbor, omar } from '../../prisma/cast.ts'
import { infrastructure, type Tx } from '../../src/platform/database.ts'
import { currentCode, newSecret } from '../../src/platform/one-time-passwords.ts'
import { heldUp } from '../breaking.ts'
import { Browser, portalBrowser, staffBrowser } from '../browser.ts'
import { linkIn, useMailbox } from '../mail.ts'
import { addMember, inHarbor, told } from '../staff/members-made.ts'

const mailbox = useMailbox()
const portal = `/portal/${harbor.portalAddress}`
const another = 'a violet teapot on the stairs'

beforeEach(async () => void (await infrastructure().query('delete from rate_limits')))

/** Another browser with the same cookies. */
function copyOf(browser: Browser): Browser {
  const copy = new Browser()
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value)
  return copy
}

const holding = (id: string) => (tx: Tx) => tx.$queryRaw`select 1 from staff where id = ${id}::uuid for update`

test.each(['sign-out', 'ending from the profile'])('a request in flight does not undo a %s', async (how) => {
  const member = await addMember()
  const owner = await staffBrowser(member)
  await owner.post('/staff/profile/preferences', {})
  const other = how === 'sign-out' ? copyOf(owner) : await staffBrowser(member)
  const handle = /browsers\/([0-9a-f-]{36})\/ending/.exec((await owner.get('/staff/profile')).text)?.[1]
  const end = how === 'sign-out' ? '/staff/sign-out' : `/staff/profile/browsers/${handle}/ending`
  const slow = await heldUp(
    (tx) => tx.$queryRaw`select 1 from staff_preferences where staff_id = ${member.id}::uuid for update`,
    () => copyOf(other).post('/staff/profile/preferences', { initialsOnly: 'on' }),
    () => owner.post(end),
  )
  expect(slow.status).toBe(303)
  expect((await copyOf(other).get('/staff')).headers['location']).toBe('/staff/sign-in')
})

test('a sign-in that is being checked while the password changes opens nothing', async () => {
  const member = await addMember()
  const owner = await staffBrowser(member)
  const late = new Browser()
  await heldUp(
    holding(member.id),
    () => late.post('/staff/sign-in', { email: member.email, password: castPassword }),
    async () => {}, // the owner's change waits for the same row, behind the sign-in
  )
  const both = await Promise.all([
    owner.post('/staff/profile/password', { currentPassword: castPassword, newPassword: another }),
    ...Array.from({ length: 4 }, async () => {
      const stranger = new Browser()
      await stranger.post('/staff/sign-in', { email: member.email, password: castPassword })
      return stranger
    }),
  ])
  const [changed, ...strangers] = both
  expect(changed.status).toBe(303)
  for (const stranger of [late, ...strangers]) {
    expect((await stranger.get('/staff')).headers['location']).toBe('/staff/sign-in')
  }
})

test('the same of a client', async () => {
  const account = accounts.find(({ clientId }) => clientId === omar.id)!
  const before = await inHarbor((tx) => tx.portalAccount.findFirstOrThrow({ where: { id: account.id } }))
  const owner = await portalBrowser(omar)
  const changing = owner.post(`${portal}/profile/password`, { currentPassword: castPassword, newPassword: another })
  const strangers = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const stranger = new Browser()
      await stranger.post(`${portal}/sign-in`, { email: omar.email, password: castPassword })
      return stranger
    }),
  )
  expect((await changing).status).toBe(303)
  for (const stranger of strangers) expect((await stranger.get(portal)).headers['location']).toBe(`${portal}/sign-in`)
  const { passwordHash, sessionsFrom } = before
  await inHarbor((tx) =>
    tx.portalAccount.updateMany({ where: { id: account.id }, data: { passwordHash, sessionsFrom } }),
  )
})

test('a second factor confirmed with the old password is none once there is a new one', async () => {
  const member = await addMember()
  const [owner, thief] = [await staffBrowser(member), await staffBrowser(member)]
  const secret = newSecret()
  const late = { secret, code: currentCode(secret), currentPassword: castPassword }
  const [changed, tried] = await Promise.all([
    owner.post('/staff/profile/password', { currentPassword: castPassword, newPassword: another }),
    heldUp(
      holding(member.id),
      () => thief.post('/staff/profile/second-factor', late),
      async () => {},
    ),
  ])
  const events = (await told(member.id)).map(([event]) => event)
  expect(changed.status).toBe(303)
  // whichever came first: never a factor after the new password
  expect(events.slice(events.indexOf('password.changed'))).not.toContain('second-factor.set-up')
  expect([303, 422]).toContain(tried.status)
})

test('a link for a new password that lies open is worth nothing once the owner has changed it', async () => {
  const member = await addMember()
  await new Browser().post('/staff/forgotten-password', { email: member.email })
  const thief = new Browser()
  await thief.get(linkIn((await mailbox.to(member.email)).at(-1)))
  const owner = await staffBrowser(member)
  await owner.post('/staff/profile/password', { currentPassword: castPassword, newPassword: another })
  const late = await thief.post('/staff/new-password', { password: 'somebody else altogether here' })
  expect(late.status).toBe(422)
  expect((await owner.get('/staff')).status).toBe(200)
})
