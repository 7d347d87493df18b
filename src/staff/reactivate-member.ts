import type { StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { RuleBroken } from '../errors.ts'
import { now } from '../platform/clock.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { holdStaff } from './hold-staff.ts'
import { memberById } from './queries.ts'

/** Lets a member sign in again, in the role they had, without clients and without the permission to invite. */
export async function reactivateMember(actor: StaffActor, id: string): Promise<void> {
  await inOrganization(actor, async (tx) => {
    await holdStaff(tx, actor, [id])
    const member = authorize(actor, 'staff.reactivate', await memberById(tx, id))
    if (member.state !== 'deactivated') throw new RuleBroken(`${member.name} is active.`)
    await tx.staff.updateMany({ where: { id }, data: { state: 'active', sessionsFrom: now() } })
    await record(tx, actor, 'staff.reactivated', id)
  })
}
