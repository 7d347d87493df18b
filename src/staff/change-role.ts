import { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { RuleBroken } from '../errors.ts'
import { tickedBox } from '../fields.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { releaseSeat } from '../subscriptions/release-seat.ts'
import { revokeInvitationsOf } from './change-invitation.ts'
import { handOver, handOverField } from './hand-over.ts'
import { holdStaff, refuseLastAdministrator } from './hold-staff.ts'
import { memberById } from './queries.ts'
import { seesClientsAs, staffRoles, type StaffRole } from './rules.ts'

export const roleForm = z.strictObject({
  role: z.enum(staffRoles, 'Please choose a role.'),
  seesClients: tickedBox,
  takenOverBy: handOverField,
})

/**
 * Gives a member another role, from their next request on. Whoever will see no clients hands over those assigned. The
 * permission to invite does not survive: it reaches further in some roles than in others, so it is given anew; nor do a
 * seat in the office and the open invitations of who is no administrator any more.
 * @returns the role they have now
 */
export async function changeRole(actor: StaffActor, id: string, form: z.infer<typeof roleForm>): Promise<StaffRole> {
  return inOrganization(actor, async (tx) => {
    const administrators = await holdStaff(tx, actor, [id, form.takenOverBy])
    const member = authorize(actor, 'staff.change-role', await memberById(tx, id))
    const { role } = form
    const seesClients = seesClientsAs(role, form.seesClients)
    if (member.state !== 'active') throw new RuleBroken(`${member.name} was deactivated. Please reactivate them first.`)
    if (role === member.role && seesClients === member.seesClients) return role
    if (role !== 'administrator') refuseLastAdministrator(administrators, member)
    if (!seesClients) await handOver(tx, actor, { from: member, to: form.takenOverBy, field: 'takenOverBy' })
    const canInvite = role === member.role && member.canInvite
    if (role !== 'administrator') await revokeInvitationsOf(tx, actor, id)
    if (role === 'office') await releaseSeat(tx, actor, id)
    await record(tx, actor, 'staff.role-changed', id, { from: member.role, to: role, seesClients })
    await tx.staff.updateMany({ where: { id }, data: { role, seesClients, canInvite } })
    return role
  })
}
