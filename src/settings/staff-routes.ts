import type { StaffActor } from '../actor.ts'
import { clientList, findClients, searchForm, type ClientList } from '../clients/client-list.ts'
import { shownStatus } from '../clients/portal-status.ts'
import { linkTo } from '../platform/mail.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { formList, formToRead } from './forms.ts'
import { loginLinkForm, maySendLoginLink, sendLoginLink } from './send-login-link.ts'
import { mayManageClients } from './manage-clients.ts'

/** Organization > Client Portal: Settings with Client Shortcuts and Manage Clients, and Intake Forms. */
export const clientPortalRoutes = routes<StaffActor>()
const on = clientPortalRoutes
const SETTINGS = '/organization/client-portal/settings'

on.get(SETTINGS, 'portal-settings.view', async (visit) => {
  mayManageClients(visit.actor)
  return settingsPage(visit, await clientList(visit.actor, visit.query['after']))
})

on.post(`${SETTINGS}/search`, 'portal-settings.view', (visit) => {
  mayManageClients(visit.actor)
  return submit(visit, searchForm, ({ search }) => findClients(visit.actor, search), {
    done: (list) => settingsPage(visit, list),
    again: async (form) => settingsPage(visit, await clientList(visit.actor, null), form),
  })
})

on.post('/organization/client-portal/login-link', 'login-link.send', (visit) =>
  submit(visit, loginLinkForm, (form) => sendLoginLink(visit.actor, form), {
    done: () => {
      visit.request.session.notice = 'The login link is on its way.'
      return seeOther(`/staff${SETTINGS}`)
    },
    again: async (form) => {
      maySendLoginLink(visit.actor)
      return settingsPage(visit, await clientList(visit.actor, null), form)
    },
  }),
)

on.get('/organization/client-portal/intake-forms', 'form.list', async ({ actor }) =>
  page('staff/client-portal/forms', 'Intake Forms', { forms: await formList(actor) }),
)

on.get('/organization/client-portal/intake-forms/:id', 'form.view', async ({ actor, params }) => {
  const form = await formToRead(actor, params['id']!)
  return page('staff/client-portal/form', form.content.title, form)
})

function settingsPage({ practice }: Visit<StaffActor>, list: ClientList, form: FormState = unsent()) {
  return page('staff/client-portal/settings', 'Client Portal Settings', {
    loginLink: linkTo(`/portal/${practice.portalAddress}/sign-in`),
    search: list.search,
    next: list.next,
    form,
    clients: list.clients.map((client) => ({
      id: client.id,
      name: client.name,
      email: client.email,
      active: client.account === 'active',
      status: shownStatus({ account: client.account, invitedAt: client.invited_at }, practice.timeZone),
      refusal: client.account
        ? null
        : client.hasEmail
          ? client.address_is_taken
            ? TAKEN
            : null
          : 'No e-mail address on file: add one on Client Details.',
    })),
  })
}

const TAKEN = 'This address is used for another client’s portal: enter another one on Client Details.'
