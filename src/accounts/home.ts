import { z } from 'zod'
import type { PortalClient } from '../actor.ts'
import { FORMS_SQL, inOrder, listedForm, type YourForms } from '../intakes/your-forms.ts'
import { readInOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'

const row = z.object({ called: z.string().nullable(), therapist: z.string().nullable(), forms: z.array(listedForm) })

export interface PortalHome {
  /** What the client likes to be called; null for somebody who acts for one. */
  called: string | null
  /** The first name of who cares for them here. */
  therapist: string | null
  yours: YourForms
}

/** The client's first screen, in one statement but for what an unsent acknowledgement says. */
export async function portalHome(actor: PortalClient): Promise<PortalHome> {
  authorize(actor, 'portal.home')
  const [found] = await readInOrganization(actor, row, HOME_SQL, [actor.organizationId, actor.accountId])
  if (!found) throw new Error('a statement without a condition gave no row')
  return { called: found.called, therapist: found.therapist, yours: await inOrder(actor, found.forms) }
}

const HOME_SQL = `
  select
    (select coalesce(c.preferred_name, c.first_name)
      from accesses x join clients c on c.organization_id = x.organization_id and c.id = x.client_id
      where x.organization_id = $1 and x.account_id = $2 and x.ends_at is null and x.kind = 'self'
      limit 1) as called,
    (select split_part(s.name, ' ', 1)
      from accesses x
        join assignments y on y.organization_id = x.organization_id and y.client_id = x.client_id and y.ended_at is null
        join staff s on s.organization_id = y.organization_id and s.id = y.staff_id and s.state = 'active'
      where x.organization_id = $1 and x.account_id = $2 and x.ends_at is null
      order by y.since, s.id limit 1) as therapist,
    coalesce((select json_agg(f) from (${FORMS_SQL}) f), '[]') as forms`
