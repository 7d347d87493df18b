import type { StaffActor, Visitor } from '../actor.ts'
import { staffPathAfter } from '../credentials/site-paths.ts'
import { offerPhrase } from '../platform/passwords.ts'
import { authorize } from '../policy.ts'
import { enter } from '../web/passports.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { joiningForm, joinStaff } from './join-staff.ts'
import { roleWords } from './rules.ts'
import { openedStaffInvitation, openStaffInvitationLink } from './opened-invitation.ts'

type Guests = Visitor | StaffActor

/** Behind the link of an invitation to the staff: the page, and joining. */
export const joiningRoutes = routes<Guests>()
const on = joiningRoutes
const opened = (visit: Visit<Guests>) => visit.request.session.staffInvitation

// the token leaves the URL at once; the browser's session remembers the invitation, not the token
on.get('/invitation', 'staff-invitation.open', async (visit) => {
  if (visit.query['key'] === undefined) return joiningPage(visit)
  const link = await openStaffInvitationLink(visit.actor, visit.query['key'])
  if (link) Object.assign(visit.request.session, { site: 'staff', staffInvitation: link })
  else delete visit.request.session.staffInvitation
  return seeOther('/staff/invitation')
})

on.post('/invitation/acceptance', 'staff-invitation.accept', (visit) =>
  submit(visit, joiningForm, (form) => joinStaff(visit.actor, opened(visit), form, visit.address), {
    done: async (account) => {
      await enter(visit.request, 'staff', account)
      return seeOther(staffPathAfter[account.step])
    },
    again: (form) => joiningPage(visit, form),
  }),
)

async function joiningPage(visit: Visit<Guests>, form?: FormState) {
  if (form) authorize(visit.actor, 'staff-invitation.accept')
  const invitation = await openedStaffInvitation(visit.actor, opened(visit))
  const { standing, practice, role, email, name } = invitation
  return page('staff/members/join', 'Your invitation', {
    ...{ standing, practice, role: role && roleWords(role), email, form: form ?? unsent({ name }) },
    phrase: standing === 'open' ? await offerPhrase(form?.values['phrase']) : '',
  })
}
