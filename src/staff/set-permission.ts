import { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { RuleBroken } from '../errors.ts'
import { tickedBox } from '../fields.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { holdStaff } from './hold-staff.ts'
import { memberById } from './queries.ts'

export const permissionForm = z.strictObject({ canInvite: tickedBox })

/** Gives or takes the permission to invite clients and manage intake forms, from the member's next request on. */
export async function setPermission(
  actor: StaffActor,
  id: string,
  form: z.infer<typeof permissionForm>,
): Promise<void> {
  await inOrganization(actor, async (tx) => {
    await holdStaff(tx, actor, [id])
    const member = authorize(actor, 'staff.set-permission', await memberById(tx, id))
    const { canInvite } = form
    if (member.state !== 'active') throw new RuleBroken(`${member.name} was deactivated. Please reactivate them first.`)
    if (member.role === 'administrator')
      throw new RuleBroken(`${member.name} is an administrator, who may always invite: there is nothing to give.`)
    if (canInvite === member.canInvite) return
    await tx.staff.updateMany({ where: { id }, data: { canInvite } })
    await record(tx, actor, 'staff.permission-changed', id, { canInvite })
  })
}
