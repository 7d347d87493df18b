import { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { readInOrganization } from '../platform/database.ts'
import { HAS_SEAT_SQL } from '../policy.ts'
import { PRACTICE_COLUMNS, practiceOf, practiceRow, type Practice } from '../settings/practice.ts'

const roles = { administrator: 'Administrator', therapist: 'Therapist', office: 'Office' } as const
const row = practiceRow.extend({
  staff_name: z.string(),
  role: z.enum(['administrator', 'therapist', 'office']),
  has_seat: z.boolean(),
})

/** The staff member behind a session, with the practice, in one statement; null once deactivated. */
export async function staffMember(session: {
  organizationId: string
  accountId: string
}): Promise<{ actor: StaffActor; practice: Practice } | null> {
  const [found] = await readInOrganization(
    session,
    row,
    `select ${PRACTICE_COLUMNS}, s.name as staff_name, s.role, ${HAS_SEAT_SQL} as has_seat
     from staff s join organizations o on o.id = s.organization_id
     where s.organization_id = $1 and s.id = $2 and s.state = 'active'`,
    [session.organizationId, session.accountId],
  )
  if (!found) return null
  const actor: StaffActor = {
    kind: roles[found.role],
    organizationId: session.organizationId,
    staffId: session.accountId,
    name: found.staff_name,
    hasSeat: found.has_seat,
  }
  return { actor, practice: practiceOf(found) }
}
