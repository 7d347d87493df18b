import { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { RuleBroken } from '../errors.ts'
import { line, tickedBoxes } from '../fields.ts'
import { now } from '../platform/clock.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { clientInReach, holdAssignable } from './queries.ts'

export const assignmentForm = z.strictObject({ staff: tickedBoxes(line(36)) })

/** Sets who is assigned to a client: the ticked staff and nobody else. An ended assignment keeps its row. */
export async function assignStaff(actor: StaffActor, id: string, form: z.infer<typeof assignmentForm>): Promise<void> {
  await inOrganization(actor, async (tx) => {
    const client = authorize(actor, 'client.assign', await clientInReach(tx, actor, id))
    const { organizationId } = actor
    const possible = new Set((await holdAssignable(tx, form.staff)).map((staff) => staff.id))
    if (!form.staff.every((staffId) => possible.has(staffId))) {
      throw new RuleBroken('Only active staff who see clients can be assigned. Please choose from the list.', 'staff')
    }
    const before = new Set(client.assignments.map((assignment) => assignment.staff.id))
    const added = form.staff.filter((staffId) => !before.has(staffId))
    const ended = [...before].filter((staffId) => !form.staff.includes(staffId))
    for (const staffId of added) {
      await tx.assignment.upsert({
        where: { organizationId_clientId_staffId: { organizationId, clientId: id, staffId } },
        create: { organizationId, clientId: id, staffId, since: now() },
        update: { since: now(), endedAt: null },
      })
    }
    await tx.assignment.updateMany({
      where: { organizationId, clientId: id, staffId: { in: ended } },
      data: { endedAt: now() },
    })
    if (added.length) await record(tx, actor, 'client.assigned', id, { staff: added })
    if (ended.length) await record(tx, actor, 'client.unassigned', id, { staff: ended })
  })
}
