import type { StaffActor } from '../actor.ts'
import type { ClientList } from '../clients/client-list.ts'
import { shownStatus } from '../clients/portal-status.ts'
import { linkTo } from '../platform/mail.ts'
import { portalPath } from '../portal-path.ts'
import { page } from '../web/reply.ts'
import { unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'

/** Client Portal Settings: Client Shortcuts, and Manage Clients with the clients of this list. */
export function settingsPage({ practice }: Visit<StaffActor>, list: ClientList, form: FormState = unsent()) {
  return page('staff/client-portal/settings', 'Client Portal Settings', {
    loginLink: linkTo(`${portalPath(practice)}/sign-in`),
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
