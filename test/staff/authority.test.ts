import { expect, test } from 'vitest'
import { ada, nia } from '../../prisma/cast.ts'
import { heldUp } from '../breaking.ts'
import { staffBrowser } from '../browser.ts'
import { useMailbox } from '../mail.ts'
import { formOf, holders, LIST } from '../subscriptions/seat-list.ts'
import { accept, inviting, memberAt, opened, somebody } from './invited.ts'
import { addClients, addMember, inHarbor, told } from './members-made.ts'

const invite = inviting(useMailbox())
const rolesOf = (id: string) => `/staff/organization/staff/${id}`

test.each([
  ['was deactivated', 'deactivation', {}],
  ['is a therapist now', 'role', { role: 'therapist' }],
])('nobody joins on the word of an administrator who %s', async (_what, change, form: Record<string, string>) => {
  const rogue = await addMember({ role: 'administrator' })
  const person = { ...somebody(), role: 'administrator' }
  const link = await invite(person, { ...ada, ...rogue })
  const waiting = await opened(link)
  expect((await (await staffBrowser(ada)).post(`${rolesOf(rogue.id)}/${change}`, form)).status).toBe(303)
  const invitation = await inHarbor((tx) => tx.staffInvitation.findFirstOrThrow({ where: { invitedById: rogue.id } }))
  expect([invitation.state, invitation.token, invitation.openEmail]).toEqual(['revoked', null, null])
  expect((await told(invitation.id)).map(([event]) => event)).toContain('staff.invitation-revoked')
  for (const browser of [waiting, await opened(link)]) expect((await accept(browser)).status).toBe(422)
  expect(await memberAt(person.email)).toBeNull()
})

test('an administrator who stays one keeps what they sent', async () => {
  const other = await addMember({ role: 'administrator' })
  const person = somebody()
  const link = await invite(person, { ...ada, ...other })
  await (await staffBrowser(ada)).post(`${rolesOf(other.id)}/role`, { role: 'administrator', seesClients: 'on' })
  expect((await accept(await opened(link))).status).toBe(303)
})

test.each([
  ['has another role', { role: 'therapist' }],
  ['was deactivated', { state: 'deactivated' }],
])('a change that waited is refused to somebody who meanwhile %s', async (_what, data) => {
  const rogue = await addMember({ role: 'administrator' })
  const theirs = await staffBrowser(rogue)
  const list = await formOf({})
  const before = await holders()
  const seats = [list['seats'], nia.id].join(' ')
  const slow = await heldUp(
    (tx) => tx.$queryRaw`select 1 from subscriptions for update`,
    () => theirs.post(LIST, { ...list, seats }),
    () => inHarbor((tx) => tx.staff.updateMany({ where: { id: rogue.id }, data })),
  )
  expect(slow.status).toBe(403)
  expect(await holders()).toEqual(before)
})

test('so is one by somebody whose permission was taken away', async () => {
  const member = await addMember({ canInvite: true })
  const [clientId] = await addClients(1, [member])
  await inHarbor((tx) => tx.client.updateMany({ where: { id: clientId! }, data: { email: 'kit@mail.example' } }))
  const theirs = await staffBrowser(member)
  const slow = await heldUp(
    (tx) => tx.$queryRaw`select 1 from clients where id = ${clientId!}::uuid for update`,
    () => theirs.post('/staff/invitations', { clients: clientId!, message: 'Hello {preferred name}' }),
    () => inHarbor((tx) => tx.staff.updateMany({ where: { id: member.id }, data: { canInvite: false } })),
  )
  expect(slow.status).toBe(403)
  expect(await inHarbor((tx) => tx.invitation.count({ where: { clientId: clientId! } }))).toBe(0)
})
