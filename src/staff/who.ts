import { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { readInOrganization } from '../platform/database.ts'
import { HAS_SEAT_SQL } from '../policy.ts'
import { PRACTICE_COLUMNS, practiceOf, practiceRow, type Practice } from '../settings/practice.ts'
import { actorKinds, staffRoles } from './rules.ts'

const row = practiceRow.extend({
  staff_name: z.string(),
  role: z.enum(staffRoles),
  can_invite: z.boolean(),
  owes_kit: z.boolean(),
  has_seat: z.boolean(),
  initials_only: z.boolean(),
})

/** The staff member behind a session, with the practice, in one statement; null once deactivated or signed out. */
export async function staffMember(session: {
  organizationId: string
  accountId: string
  signedInAt: number
}): Promise<{ actor: StaffActor; practice: Practice; owesKit: boolean } | null> {
  const [found] = await readInOrganization(
    session,
    row,
    `select ${PRACTICE_COLUMNS}, s.name as staff_name, s.role, s.can_invite, ${HAS_SEAT_SQL} as has_seat,
       o.recovery_kit_at is null as owes_kit, coalesce(p.initials_only, false) as initials_only
     from staff s join organizations o on o.id = s.organization_id
       left join staff_preferences p on p.organization_id = s.organization_id and p.staff_id = s.id
     where s.organization_id = $1 and s.id = $2 and s.state = 'active'
       and coalesce(s.sessions_from <= $3, true)`,
    [session.organizationId, session.accountId, new Date(session.signedInAt)],
  )
  if (!found) return null
  const actor: StaffActor = {
    kind: actorKinds[found.role],
    organizationId: session.organizationId,
    staffId: session.accountId,
    name: found.staff_name,
    mayInvite: found.can_invite,
    hasSeat: found.has_seat,
    initialsOnly: found.initials_only,
  }
  return { actor, practice: practiceOf(found), owesKit: found.owes_kit }
}
