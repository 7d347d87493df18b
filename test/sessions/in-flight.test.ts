import { beforeEach, expect, test } from 'vitest'
import { accounts, castPassword, harbor, omar } from '../../prisma/cast.ts'
import { now } from '../../src/platform/clock.ts'
import { infrastructure, type Tx } from '../../src/platform/database.ts'
import { currentCode, newSecret } from '../../src/platform/one-time-passwords.ts'
import { hashPassword } from '../../src/platform/password-hashes.ts'
import { heldAt, heldUp } from '../breaking.ts'
import { Browser, staffBrowser } from '../browser.ts'
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

/** Where each site's sign-ins are kept, and one of its people. */
const sites = [
  ['/staff', async () => await addMember()],
  [portal, async () => ({ ...accounts.find(({ clientId }) => clientId === omar.id)!, email: omar.email })],
] as const

/** What a new password changes, at once. */
async function setAnother(id: string): Promise<() => Promise<void>> {
  const where = { id }
  return inHarbor(async (tx) => {
    const member = await tx.staff.findFirst({ where })
    const before = member ?? (await tx.portalAccount.findFirstOrThrow({ where }))
    const write = (tx: Tx, data: { passwordHash: string; sessionsFrom: Date | null }) =>
      member ? tx.staff.updateMany({ where, data }) : tx.portalAccount.updateMany({ where, data })
    await write(tx, { passwordHash: await hashPassword(another), sessionsFrom: now() })
    const { passwordHash, sessionsFrom } = before
    return () => inHarbor(async (tx) => void (await write(tx, { passwordHash, sessionsFrom })))
  })
}

test.each(sites)(
  'at %s a sign-in with the password that changes before its session stands opens nothing',
  async (site, person) => {
    const { id, email } = await person()
    const late = new Browser()
    let undo = async () => {}
    const answer = await heldAt(
      'sessions',
      () => late.post(`${site}/sign-in`, { email, password: castPassword }),
      async () => (undo = await setAnother(id)),
    )
    expect(answer.status).toBe(303)
    expect((await late.get(site)).headers['location']).toBe(`${site}/sign-in`)
    await undo()
  },
)

test.each(sites)('at %s a password that changes while it is checked is refused', async (site, person) => {
  const { id, email } = await person()
  const late = new Browser()
  const before = await inHarbor((tx) => tx.auditEvent.count({ where: { event: 'session.started', subjectId: id } }))
  const answer = await heldUp(
    (tx) =>
      site === '/staff'
        ? tx.staff.updateMany({ where: { id }, data: { passwordHash: 'another' } })
        : tx.portalAccount.updateMany({ where: { id }, data: { passwordHash: 'another' } }),
    () => late.post(`${site}/sign-in`, { email, password: castPassword }),
    async () => {},
  )
  expect(answer.status).toBe(422)
  expect(await inHarbor((tx) => tx.auditEvent.count({ where: { event: 'session.started', subjectId: id } }))).toBe(
    before,
  )
  const passwordHash = await hashPassword(castPassword)
  await inHarbor((tx) => tx.portalAccount.updateMany({ where: { id }, data: { passwordHash } }))
})

test('a second factor confirmed with a password that changes meanwhile is not set up', async () => {
  const member = await addMember()
  const thief = await staffBrowser(member)
  const secret = newSecret()
  const late = await heldUp(
    (tx) => tx.staff.updateMany({ where: { id: member.id }, data: { passwordHash: 'another' } }),
    () =>
      thief.post('/staff/profile/second-factor', { secret, code: currentCode(secret), currentPassword: castPassword }),
    async () => {},
  )
  expect(late.status).toBe(422)
  expect(late.text).toContain('Your password was changed in the meantime.')
  expect((await told(member.id)).map(([event]) => event)).not.toContain('second-factor.set-up')
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
