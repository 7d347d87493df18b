import type { StaffActor } from '../actor.ts'
import { clientList } from '../clients/client-list.ts'
import { authorize } from '../policy.ts'
import { settingsPage } from '../settings/client-portal-page.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { draftForm, invitationForm, inviteClients } from './invite-clients.ts'
import { previewInvitation } from './preview-invitation.ts'
import { invitationDraft } from './queries.ts'
import { placeholders } from './rules.ts'

/** Invite to Client Portal: write, preview, send. Who was ticked travels in the form, so nothing is kept in between. */
export const invitationRoutes = routes<StaffActor>()
const on = invitationRoutes

on.post('/invitations/draft', 'client.invite', (visit) => {
  const { actor, practice, form: sent } = visit
  authorize(actor, 'client.invite')
  return submit(visit, draftForm, ({ clients }) => invitationDraft(actor, clients, practice.timeZone), {
    done: ({ message, ...draft }) => {
      const clients = draft.clients.map(({ id }) => id)
      const typed = sent['message'] ? { ...(sent as Record<string, string>), clients } : { clients, message }
      return page('staff/invitations/new', 'Invite to Client Portal', { ...draft, form: unsent(typed), placeholders })
    },
    again: async (form) => settingsPage(visit, await clientList(actor, null), form),
  })
})

on.post('/invitations/preview', 'client.invite', (visit) =>
  submit(visit, invitationForm, (form) => previewInvitation(visit.actor, form, visit.practice), {
    done: (preview) =>
      page('staff/invitations/preview', 'Preview Invitation', { ...preview, fields: hiddenFields(visit.form) }),
    again: (form) => writingPage(visit, form),
  }),
)

on.post('/invitations', 'client.invite', (visit) =>
  submit(visit, invitationForm, (form) => inviteClients(visit.actor, form, visit.practice.timeZone), {
    done: (count) => {
      visit.request.session.notice =
        count === 1 ? 'The invitation is on its way.' : `${count} invitations are on their way.`
      return seeOther('/staff/organization/client-portal/settings')
    },
    again: (form) => writingPage(visit, form),
  }),
)

async function writingPage(visit: Visit<StaffActor>, form: FormState) {
  const ids = [form.values['clients'] ?? []].flat()
  const draft = await invitationDraft(visit.actor, ids, visit.practice.timeZone)
  return page('staff/invitations/new', 'Invite to Client Portal', { ...draft, form, placeholders })
}

/** What was typed, as name and value pairs that the preview carries on. */
const hiddenFields = (form: Record<string, unknown>) =>
  Object.entries(form).flatMap(([name, value]) => [value].flat().map((each) => ({ name, value: String(each) })))
