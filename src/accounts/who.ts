import { z } from 'zod'
import type { PortalClient } from '../actor.ts'
import { readInOrganization } from '../platform/database.ts'
import { PRACTICE_COLUMNS, practiceOf, practiceRow, type Practice } from '../settings/practice.ts'

const row = practiceRow.extend({ email: z.string() })

/**
 * The account behind a portal session, with the practice, in one statement; null once switched off or signed out, or if `address` is
 * not one of this practice's addresses: a session of one practice is none at another.
 */
export async function portalClient(
  session: { organizationId: string; accountId: string; signedInAt: number },
  address: string,
): Promise<{ actor: PortalClient; practice: Practice } | null> {
  const [found] = await readInOrganization(
    session,
    row,
    `select ${PRACTICE_COLUMNS}, a.email
     from portal_accounts a join organizations o on o.id = a.organization_id
       join portal_addresses p on p.organization_id = o.id and p.address = $3
     where a.organization_id = $1 and a.id = $2 and a.state = 'active'
       and coalesce(a.sessions_from <= $4, true)`,
    [session.organizationId, session.accountId, address, new Date(session.signedInAt)],
  )
  if (!found) return null
  const { organizationId, accountId } = session
  return { actor: { kind: 'PortalClient', organizationId, accountId, email: found.email }, practice: practiceOf(found) }
}
