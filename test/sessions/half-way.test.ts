import { beforeEach, expect, test } from 'vitest'
import { accounts, ada, castPassword, harbor, omar } from '../../prisma/cast.ts'
import { infrastructure } from '../../src/platform/database.ts'
import { currentCode, newSecret } from '../../src/platform/one-time-passwords.ts'
import { Browser, portalBrowser, staffBrowser } from '../browser.ts'
import { giveFactor, secret, takeFactor } from '../factors.ts'
import { linkIn, useMailbox } from '../mail.ts'
import { addMember, inHarbor } from '../staff/members-made.ts'

const mailbox = useMailbox()
const portal = `/portal/${harbor.portalAddress}`
const another = 'a violet teapot on the stairs'
const holderOf = (accountId: string, site: 'staff' | 'portal' = 'staff') => ({
  ...{ organizationId: harbor.id, site, accountId },
})

beforeEach(async () => void (await infrastructure().query('delete from rate_limits')))

/** Somebody who knows the password and has got no further. */
async function knowsPassword(site: string, email: string): Promise<Browser> {
  const stranger = new Browser()
  const { status, headers } = await stranger.post(`${site}/sign-in`, { email, password: castPassword })
  expect([status, headers['location']]).toEqual([303, expect.stringMatching(/\/sign-in\/(code|second-factor)$/)])
  return stranger
}

async function resetByMail(site: string, email: string, password = another): Promise<void> {
  const owner = new Browser()
  await owner.post(`${site}/forgotten-password`, { email })
  const links = (await mailbox.to(email)).filter(({ subject }) => subject === 'Choose a new password')
  await owner.get(linkIn(links.at(-1)))
  expect((await owner.post(`${site}/new-password`, { password })).status).toBe(303)
}

/** What its owner or an administrator does about a password that somebody else knows. */
const ends: Record<string, (member: { id: string; email: string }) => Promise<unknown>> = {
  'a new password by mail': ({ email }) => resetByMail('/staff', email),
  'a password changed by its owner': async (member) => {
    const owner = await knowsPassword('/staff', member.email)
    await giveFactor(holderOf(member.id))
    await owner.post('/staff/sign-in/code', { code: currentCode(secret) })
    const form = { currentPassword: castPassword, newPassword: another }
    expect((await owner.post('/staff/profile/password', form)).status).toBe(303)
    await giveFactor(holderOf(member.id))
  },
  'deactivation and reactivation': async ({ id }) => {
    const admin = await staffBrowser(ada)
    await admin.post(`/staff/organization/staff/${id}/deactivation`, { handOver: 'nobody' })
    expect((await admin.post(`/staff/organization/staff/${id}/reactivation`)).status).toBe(303)
  },
}

test.each(Object.entries(ends))('a code does not finish a sign-in that was begun before %s', async (_what, end) => {
  const member = await addMember()
  await giveFactor(holderOf(member.id))
  const stranger = await knowsPassword('/staff', member.email)
  await end(member)
  const late = await stranger.post('/staff/sign-in/code', { code: currentCode(secret) })
  expect(late.status).toBe(422)
  expect(late.text).toContain('This sign-in has ended. Please begin again.')
  expect((await stranger.get('/staff')).headers['location']).toBe('/staff/sign-in')
})

test('nor does it at a portal', async () => {
  const holder = holderOf(accounts.find(({ clientId }) => clientId === omar.id)!.id, 'portal')
  await giveFactor(holder)
  const stranger = await knowsPassword(portal, omar.email)
  await resetByMail(portal, omar.email)
  expect((await stranger.post(`${portal}/sign-in/code`, { code: currentCode(secret) })).status).toBe(422)
  expect((await stranger.get(portal)).headers['location']).toBe(`${portal}/sign-in`)
  await takeFactor(holder)
  await resetByMail(portal, omar.email, castPassword)
  expect((await portalBrowser(omar)).cookies.size).toBeGreaterThan(0)
})

test('nobody sets up a second factor of their own with a password that was changed meanwhile', async () => {
  const rules = (secondFactor: string) => inHarbor((tx) => tx.organization.updateMany({ data: { secondFactor } }))
  const member = await addMember()
  await rules('required')
  const stranger = await knowsPassword('/staff', member.email)
  await resetByMail('/staff', member.email)
  const own = newSecret()
  const late = await stranger.post('/staff/sign-in/second-factor', { secret: own, code: currentCode(own) })
  await rules('optional')
  expect(late.status).toBe(422)
  expect((await stranger.get('/staff')).headers['location']).toBe('/staff/sign-in')
  expect(await inHarbor((tx) => tx.secondFactor.count({ where: { staffId: member.id } }))).toBe(0)
})

test('a session counts from its password on, so what ends the older ones a moment before the code ends it too', async () => {
  const member = await addMember()
  await giveFactor(holderOf(member.id))
  const browser = await knowsPassword('/staff', member.email)
  const begun = new Date()
  await browser.post('/staff/sign-in/code', { code: currentCode(secret) })
  expect((await browser.get('/staff')).status).toBe(200)
  await inHarbor((tx) => tx.staff.updateMany({ where: { id: member.id }, data: { sessionsFrom: begun } }))
  expect((await browser.get('/staff')).headers['location']).toBe('/staff/sign-in')
})
