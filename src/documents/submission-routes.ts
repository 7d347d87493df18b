import type { PortalClient } from '../actor.ts'
import { portalPath } from '../portal-path.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { lastSubmission } from './last-submission.ts'
import { maySubmit, submissionForm, submitIntakes } from './submit-intakes.ts'

/** Submit, and the page that says what was sent. Mounted before a form's own address. */
export const submissionRoutes = routes<PortalClient>()

submissionRoutes.post('/forms/submission', 'intake.submit', (visit) =>
  submit(visit, submissionForm, () => submitIntakes(visit.actor), {
    done: () => seeOther(`${formsOf(visit)}/finished`),
    again: (form) => {
      maySubmit(visit.actor)
      return page('portal/forms/not-sent', 'Not sent', { form })
    },
  }),
)

submissionRoutes.get('/forms/finished', 'intake.list', async (visit) => {
  const sent = await lastSubmission(visit.actor)
  return sent ? page('portal/forms/finished', 'Your forms were sent', sent) : seeOther(formsOf(visit))
})

const formsOf = ({ practice }: Visit<PortalClient>) => `${portalPath(practice)}/forms`
