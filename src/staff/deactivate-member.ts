import { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { RuleBroken } from '../errors.ts'
import { now } from '../platform/clock.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { releaseSeat } from '../subscriptions/release-seat.ts'
import { revokeInvitationsOf } from './change-invitation.ts'
import { handOver, handOverField } from './hand-over.ts'
import { holdStaff, refuseLastAdministrator } from './hold-staff.ts'
import { memberById } from './queries.ts'

export const deactivationForm = z.strictObject({ handOver: handOverField })

/**
 * Shows a member the door: signed out everywhere, no sign-in, their clients handed over, the permission and what they
 * sent to others taken back. The row stays, because what they did is remembered under it.
 */
export async function deactivateMember(
  actor: StaffActor,
  id: string,
  form: z.infer<typeof deactivationForm>,
): Promise<void> {
  await inOrganization(actor, async (tx) => {
    const administrators = await holdStaff(tx, actor, [id, form.handOver])
    const member = authorize(actor, 'staff.deactivate', await memberById(tx, id))
    if (member.state !== 'active') throw new RuleBroken(`${member.name} was deactivated before.`)
    refuseLastAdministrator(administrators, member)
    const clients = await handOver(tx, actor, { from: member, to: form.handOver, field: 'handOver' })
    await revokeInvitationsOf(tx, actor, id)
    await releaseSeat(tx, actor, id)
    await record(tx, actor, 'staff.deactivated', id, { clients, ...(clients ? { to: form.handOver ?? '' } : {}) })
    await tx.staff.updateMany({ where: { id }, data: { state: 'deactivated', canInvite: false, sessionsFrom: now() } })
  })
}
