import type { StaffActor } from '../actor.ts'
import { can } from '../policy.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { addClient } from './add-client.ts'
import { assignmentForm, assignStaff } from './assign-staff.ts'
import { clientForm } from './client-form.ts'
import { clientList, findClients, searchForm, type ClientList } from './client-list.ts'
import { afterAddress, clientAsTyped, clientHead, detailLines } from './client-page.ts'
import { initialsOf, shownName } from './client-words.ts'
import { editClient } from './edit-client.ts'
import { isInvitable, shownStatus } from './portal-status.ts'
import { clientDetails, clientToEdit, mayAddClient } from './queries.ts'

/** The staff's clients: list, search, add, Client Details, edit, assign. */
export const clientRoutes = routes<StaffActor>()
const on = clientRoutes

on.get('/clients', 'client.list', async (visit) => listPage(visit, await clientList(visit.actor, visit.query['after'])))

// a search is posted, so that no name stands in a URL
on.post('/clients/search', 'client.list', (visit) =>
  submit(visit, searchForm, ({ search }) => findClients(visit.actor, search), {
    done: (list) => listPage(visit, list),
    again: async () => listPage(visit, await clientList(visit.actor, null)),
  }),
)

on.get('/clients/new', 'client.add', ({ actor }) => {
  mayAddClient(actor)
  return page('staff/clients/new', 'Add a client', { form: unsent() })
})

on.post('/clients', 'client.add', (visit) =>
  submit(visit, clientForm, (form) => addClient(visit.actor, form), {
    done: (id) => seeOther(`/staff/clients/${id}`),
    again: (form) => {
      mayAddClient(visit.actor)
      return page('staff/clients/new', 'Add a client', { form })
    },
  }),
)

on.get('/clients/:id', 'client.view', (visit) => detailsPage(visit, 'client.view'))

on.get('/clients/:id/details', 'client.edit', async ({ actor, params }) => {
  const edited = await clientToEdit(actor, params['id']!)
  return editPage(actor, edited, clientAsTyped(edited.client))
})

on.post('/clients/:id/details', 'client.edit', (visit) => {
  const id = visit.params['id']!
  return submit(visit, clientForm, (form) => editClient(visit.actor, id, form), {
    done: (followed) => {
      if (followed) visit.request.session.notice = afterAddress[followed]
      return seeOther(`/staff/clients/${id}`)
    },
    again: async (form) => editPage(visit.actor, await clientToEdit(visit.actor, id), form),
  })
})

on.post('/clients/:id/assignments', 'client.assign', (visit) =>
  submit(visit, assignmentForm, (form) => assignStaff(visit.actor, visit.params['id']!, form), {
    done: () => seeOther(`/staff/clients/${visit.params['id']}`),
    again: (form) => detailsPage(visit, 'client.assign', form),
  }),
)

const listPage = ({ practice }: Visit<StaffActor>, list: ClientList) =>
  page('staff/clients/index', 'Clients', {
    ...list,
    clients: list.clients.map((client) => ({
      ...client,
      status: shownStatus({ account: client.account, invitedAt: client.invited_at }, practice.timeZone),
    })),
  })

const editPage = (actor: StaffActor, { client, bearer }: Awaited<ReturnType<typeof clientToEdit>>, form: FormState) =>
  page('staff/clients/edit', `${initialsOf(client)}, Edit client`, {
    id: client.id,
    name: shownName(client),
    ...{ bearer, form },
    mayChangeSignIn: can(actor, 'client.change-sign-in'),
  })

type Showing = Parameters<typeof clientDetails>[1]

async function detailsPage({ actor, params, practice }: Visit<StaffActor>, action: Showing, form = unsent()) {
  const { client, portal, notices, staff, hasFactor } = await clientDetails(actor, action, params['id']!)
  const assigned = new Set(client.assignments.map((each) => each.staff.id))
  return page('staff/clients/show', `${initialsOf(client)}, Client Details`, {
    head: clientHead(client, portal, practice.timeZone, 'Overview'),
    ...{ form, notices },
    details: detailLines(client, practice.timeZone),
    offersInvitation: isInvitable(client, portal) && can(actor, 'client.invite'),
    mayAssign: can(actor, 'client.assign'),
    mayRemoveFactor: hasFactor && can(actor, 'second-factor.remove'),
    staff: staff.map((person) => ({ ...person, assigned: assigned.has(person.id) })),
  })
}
