import type { StaffActor } from '../actor.ts'
import { record, recordAll } from '../audit.ts'
import { RuleBroken } from '../errors.ts'
import { now } from '../platform/clock.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { authorize } from '../policy.ts'
import { holdStaff } from './hold-staff.ts'
import { openStaffInvitation } from './open-invitation.ts'
import { afterAction, type StaffRole } from './rules.ts'

const invitationById = (tx: Tx, id: string) => (isId(id) ? tx.staffInvitation.findFirst({ where: { id } }) : null)

export type ChangeOfInvitation = 'staff-invitation.resend' | 'staff-invitation.revoke'

/** Who may see the list again where a change of this invitation was refused. */
export async function mayChangeInvitation(actor: StaffActor, action: ChangeOfInvitation, id: string): Promise<void> {
  await inOrganization(actor, async (tx) => void authorize(actor, action, await invitationById(tx, id)))
}

/** Sends an open invitation again, also one that ran out: a new link, and the earlier one is worth nothing. */
export async function resendStaffInvitation(actor: StaffActor, id: string): Promise<void> {
  await inOrganization(actor, async (tx) => {
    await holdStaff(tx, actor, [])
    const invitation = authorize(actor, 'staff-invitation.resend', await invitationById(tx, id))
    afterAction(invitation.state, 'supersede')
    const { email, name, role, seesClients } = invitation
    const renewed = await openStaffInvitation(tx, actor, { email, name, role: role as StaffRole, seesClients })
    await record(tx, actor, 'staff.invitation-resent', renewed, { earlier: id })
  })
}

/** Takes back what somebody who may invite nobody any more has sent: nobody joins on their word. */
export async function revokeInvitationsOf(tx: Tx, actor: StaffActor, invitedById: string): Promise<void> {
  const open = await tx.staffInvitation.findMany({ where: { invitedById, state: 'open' }, select: { id: true } })
  const ids = open.map(({ id }) => id)
  await tx.staffInvitation.updateMany({ where: { id: { in: ids }, state: 'open' }, data: revoked() })
  const lines = ids.map((subjectId) => ({ subjectId, details: {} }))
  await recordAll(tx, actor, 'staff.invitation-revoked', lines)
}

const revoked = () => ({ state: afterAction('open', 'revoke'), openEmail: null, token: null, endedAt: now() })

/** Takes an open invitation back: its link is worth nothing from now on. */
export async function revokeStaffInvitation(actor: StaffActor, id: string): Promise<void> {
  await inOrganization(actor, async (tx) => {
    const invitation = authorize(actor, 'staff-invitation.revoke', await invitationById(tx, id))
    afterAction(invitation.state, 'revoke')
    const { count } = await tx.staffInvitation.updateMany({ where: { id, state: 'open' }, data: revoked() })
    if (count === 0) throw new RuleBroken('This invitation has just ended. Please look at the list again.')
    await record(tx, actor, 'staff.invitation-revoked', id)
  })
}
