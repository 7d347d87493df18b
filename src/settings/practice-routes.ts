import type { StaffActor } from '../actor.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, type FormState } from '../web/submit.ts'
import { changePractice, practiceProfileForm } from './change-practice.ts'
import { practicePage } from './practice-page.ts'

/** Organization > Practice: what both sites, mails and documents say of the practice. */
export const practiceRoutes = routes<StaffActor>()
const PRACTICE = '/organization/practice'

const shown = async (actor: StaffActor, form?: FormState) =>
  page('staff/organization/practice', 'Practice', await practicePage(actor, form))

practiceRoutes.get(PRACTICE, 'practice.change', ({ actor }) => shown(actor))

practiceRoutes.post(PRACTICE, 'practice.change', (visit) =>
  submit(visit, practiceProfileForm, (form) => changePractice(visit.actor, form), {
    done: () => {
      visit.request.session.notice = 'The practice’s profile is saved.'
      return seeOther(`/staff${PRACTICE}`)
    },
    again: (form) => shown(visit.actor, form),
  }),
)
