import type { PortalClient, Visitor } from '../actor.ts'
import { mayRefuse, refuseInvitation, renewInvitation } from '../invitations/answer-invitation.ts'
import { openedInvitation, openInvitationLink } from '../invitations/opened-invitation.ts'
import { offerPhrase } from '../platform/passwords.ts'
import { portalPath } from '../portal-path.ts'
import { startSession } from '../web/passports.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { accountForm, createAccount, mayCreateAccount } from './create-account.ts'

type Guests = Visitor | PortalClient

/** Behind the link of an invitation: the page, the account, "not meant for me", a new link. */
export const invitationRoutes = routes<Guests>()
const on = invitationRoutes

const opened = (visit: Visit<Guests>) => visit.request.session.invitationId

// the token leaves the URL at once; the browser's session remembers the invitation, not the token
on.get('/invitation', 'invitation.open', async (visit) => {
  if (visit.query['key'] === undefined) {
    return page('portal/invitation/show', 'Your invitation', await openedInvitation(visit.actor, opened(visit)))
  }
  const id = await openInvitationLink(visit.actor, visit.query['key'])
  if (id) Object.assign(visit.request.session, { site: 'portal', invitationId: id })
  else delete visit.request.session.invitationId
  return seeOther(`${portalPath(visit.practice)}/invitation`)
})

on.get('/account', 'invitation.open', (visit) => accountPage(visit))

on.post('/account', 'invitation.accept', (visit) =>
  submit(visit, accountForm, (form) => createAccount(visit.actor, opened(visit), form, visit), {
    done: async (account) => {
      await startSession(visit.request, 'portal', account)
      return seeOther(portalPath(visit.practice))
    },
    again: (form) => {
      mayCreateAccount(visit.actor)
      return accountPage(visit, form)
    },
  }),
)

// one tap must not use an invitation up: the link leads here, and only the button there refuses
on.get('/invitation/refusal', 'invitation.refuse', async (visit) => {
  mayRefuse(visit.actor)
  const invitation = await openedInvitation(visit.actor, opened(visit))
  if (invitation.standing !== 'open') return page('portal/invitation/show', 'Your invitation', invitation)
  return page('portal/invitation/refusal', 'Was this not meant for you?', {})
})

on.post('/invitation/refusal', 'invitation.refuse', async (visit) => {
  await refuseInvitation(visit.actor, opened(visit))
  delete visit.request.session.invitationId
  return page('portal/invitation/refused', 'Thank you', {})
})

on.post('/invitation/renewal', 'invitation.renew', async (visit) => {
  await renewInvitation(visit.actor, opened(visit), visit.address)
  return page('portal/invitation/renewed', 'Look at your mail', {})
})

async function accountPage(visit: Visit<Guests>, form: FormState = unsent()) {
  const invitation = await openedInvitation(visit.actor, opened(visit))
  if (invitation.standing !== 'open') return page('portal/invitation/show', 'Your invitation', invitation)
  const phrase = await offerPhrase(form.values['phrase'])
  return page('portal/invitation/account', 'Create your account', { ...invitation, form, phrase })
}
