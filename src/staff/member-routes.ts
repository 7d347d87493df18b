import type { StaffActor } from '../actor.ts'
import { shownName } from '../clients/client-words.ts'
import { page } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import type { Visit } from '../web/visit.ts'
import { listPage } from './list-page.ts'
import { memberLine } from './member-lines.ts'
import { memberDetails } from './queries.ts'

/** Organization > Staff: who is on it, and what can be done about one member. */
export const memberRoutes = routes<StaffActor>()
const on = memberRoutes
const STAFF = '/organization/staff'

on.get(STAFF, 'staff.list', (visit) => listPage(visit))

on.get(`${STAFF}/:id`, 'staff.view', (visit) => memberPage(visit))

async function memberPage({ actor, params }: Visit<StaffActor>) {
  const { member, clients } = await memberDetails(actor, params['id']!)
  return page('staff/members/show', 'Staff member', {
    member: memberLine(member),
    clients: clients.map((client) => ({ id: client.id, name: shownName(client) })),
  })
}
