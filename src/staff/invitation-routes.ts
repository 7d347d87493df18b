import type { StaffActor } from '../actor.ts'
import { buttonOnly } from '../fields.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import {
  mayChangeInvitation,
  resendStaffInvitation,
  revokeStaffInvitation,
  type ChangeOfInvitation,
} from './change-invitation.ts'
import { inviteStaff, staffInvitationForm } from './invite-staff.ts'
import { listPage } from './list-page.ts'
import { roleChoices } from './member-lines.ts'
import { formerMember } from './queries.ts'

/** Organization > Staff: invite somebody, send an invitation again, take it back. */
export const invitationRoutes = routes<StaffActor>()
const on = invitationRoutes
const INVITATIONS = '/organization/staff/invitations'

on.get(`${INVITATIONS}/new`, 'staff.invite', (visit) => writingPage(visit))

on.post(INVITATIONS, 'staff.invite', (visit) =>
  submit(visit, staffInvitationForm, (form) => inviteStaff(visit.actor, form), {
    done: () => backToList(visit, 'The invitation is on its way.'),
    again: (form) => writingPage(visit, form),
  }),
)

on.post(`${INVITATIONS}/:id/renewal`, 'staff-invitation.resend', (visit) =>
  submit(visit, buttonOnly, () => resendStaffInvitation(visit.actor, visit.params['id']!), {
    done: () => backToList(visit, 'A new link is on its way. The earlier one does not work any more.'),
    again: (form) => listAgain(visit, 'staff-invitation.resend', form),
  }),
)

on.post(`${INVITATIONS}/:id/revocation`, 'staff-invitation.revoke', (visit) =>
  submit(visit, buttonOnly, () => revokeStaffInvitation(visit.actor, visit.params['id']!), {
    done: () => backToList(visit, 'The invitation was taken back. Its link does not work any more.'),
    again: (form) => listAgain(visit, 'staff-invitation.revoke', form),
  }),
)

/** The list with what was refused, for whoever may make this change at all. */
async function listAgain(visit: Visit<StaffActor>, action: ChangeOfInvitation, form: FormState) {
  await mayChangeInvitation(visit.actor, action, visit.params['id']!)
  return listPage(visit, form)
}

function backToList({ request }: Visit<StaffActor>, notice: string) {
  request.session.notice = notice
  return seeOther('/staff/organization/staff')
}

async function writingPage({ actor }: Visit<StaffActor>, form: FormState = unsent()) {
  const former = await formerMember(actor, form.values['email'])
  return page('staff/members/new', 'Invite staff', { form, roles: roleChoices, former })
}
