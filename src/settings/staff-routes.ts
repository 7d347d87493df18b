import type { StaffActor } from '../actor.ts'
import { clientList, findClients, searchForm } from '../clients/client-list.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit } from '../web/submit.ts'
import { settingsPage } from './client-portal-page.ts'
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
