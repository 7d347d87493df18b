import { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { emailAddress, line, required, tickedBox } from '../fields.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { holdStaff } from './hold-staff.ts'
import { openStaffInvitation } from './open-invitation.ts'
import { staffRoles } from './rules.ts'

export const staffInvitationForm = z.strictObject({
  name: required(line(120), 'Please enter their name.'),
  email: required(emailAddress, 'Please enter their e-mail address.'),
  role: z.enum(staffRoles, 'Please choose a role.'),
  seesClients: tickedBox,
})

/** Invites somebody to the staff: one mail, one link. The answer is the same wherever else the address may be known. */
export async function inviteStaff(actor: StaffActor, form: z.infer<typeof staffInvitationForm>): Promise<void> {
  authorize(actor, 'staff.invite')
  await inOrganization(actor, async (tx) => {
    await holdStaff(tx, actor, [])
    const id = await openStaffInvitation(tx, actor, form)
    await record(tx, actor, 'staff.invited', id, { role: form.role })
  })
}
