import { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { readInOrganization } from '../platform/database.ts'
import { authorize, clientsVisibleToSql } from '../policy.ts'

/** How many lines the first screen shows. */
const SHOWN = 50
/** How far back an administrator's look at the documents of clients nobody is assigned to goes. */
const NEWEST = 200

const row = z.object({ what: z.enum(['astray', 'paper', 'signed']), id: z.string(), name: z.string() })
type Work = z.infer<typeof row>

const headings = {
  signed: 'Signed forms to read',
  paper: 'Wanted on paper',
  astray: 'Invitation reached the wrong person',
} satisfies Record<Work['what'], string>

/** What waits for a staff member: under each heading the clients it is about, and where it is done. Never what they wrote. */
export interface WaitingWork {
  groups: { heading: string; clients: { name: string; href: string }[] }[]
  isCut: boolean
}

/**
 * Signed forms one has not opened: of the clients assigned, for administrators of those nobody is assigned to as well,
 * which is who hears of them by mail. Forms on paper, of all clients within reach; for the office and administrators the
 * clients whose newest invitation came to somebody else. One statement.
 */
export async function waitingWork(actor: StaffActor): Promise<WaitingWork> {
  authorize(actor, 'home.view')
  const rows = await readInOrganization(actor, row, workSql(actor), [actor.organizationId, actor.staffId])
  const shown = rows.slice(0, SHOWN)
  const groups = (['signed', 'paper', 'astray'] as const).map((what) => ({
    heading: headings[what],
    clients: shown
      .filter((each) => each.what === what)
      .map(({ id, name }) => ({ name, href: `/staff/clients/${id}${what === 'astray' ? '' : '/documents'}` })),
  }))
  return { groups: groups.filter(({ clients }) => clients.length > 0), isCut: rows.length > SHOWN }
}

const unread = `not exists (select from audit_events e where e.organization_id = $1 and e.subject_id = d.id
    and e.event = 'document.read' and e.actor_id = $2)`

const signed = `
  select 'signed' as what, d.client_id
  from assignments a join documents d on d.organization_id = a.organization_id and d.client_id = a.client_id
  where a.organization_id = $1 and a.staff_id = $2 and a.ended_at is null and ${unread}`

const signedOfNobody = `
  select 'signed' as what, d.client_id
  from (select * from documents where organization_id = $1 order by number desc limit ${NEWEST}) d
  where ${unread} and not exists (select from assignments a
    where a.organization_id = $1 and a.client_id = d.client_id and a.ended_at is null)`

const paper = `
  select 'paper' as what, i.client_id from intakes i where i.organization_id = $1 and i.state = 'paper'`

const astray = `
  select 'astray' as what, v.client_id from invitations v
  where v.organization_id = $1 and v.state = 'refused' and not exists (select from invitations n
    where n.organization_id = $1 and n.client_id = v.client_id and n.created_at > v.created_at)`

const workOf: Record<StaffActor['kind'], string[]> = {
  Administrator: [signed, signedOfNobody, paper, astray],
  Therapist: [signed, paper],
  Office: [paper, astray],
}

const workSql = (actor: StaffActor) => `
  select w.what, c.id, coalesce(c.preferred_name, c.first_name) || ' ' || c.last_name as name
  from (${workOf[actor.kind].join(' union ')}) w
    join clients c on c.organization_id = $1 and c.id = w.client_id
  where c.state = 'active' and ${clientsVisibleToSql(actor)}
  order by w.what desc, c.name_key, c.id limit ${SHOWN + 1}`
