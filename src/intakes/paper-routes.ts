import { z } from 'zod'
import type { PortalClient } from '../actor.ts'
import { portalPath } from '../portal-path.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { blankForm } from './blank-form.ts'
import { closedPage } from './form-page.ts'
import { formToRead, type OpenedForm } from './open-form.ts'
import { preferPaper, preferScreen } from './prefer-paper.ts'
import { isClosed } from './steps.ts'

/** "I prefer paper", the blank form to print, and the way back to the screen. */
export const paperRoutes = routes<PortalClient>()
const on = paperRoutes

const own = ({ practice, params }: Visit<PortalClient>) => `${portalPath(practice)}/forms/${params['id']}`

on.get('/forms/:id/paper', 'intake.paper', async (visit) => {
  const form = await formToRead(visit.actor, 'intake.paper', visit.params['id']!)
  return isClosed(form.state) ? seeOther(own(visit)) : paperPage(form)
})

on.post('/forms/:id/paper', 'intake.paper', (visit) => change(visit, preferPaper))

on.post('/forms/:id/opening', 'intake.paper', (visit) => change(visit, preferScreen))

on.get('/forms/:id/print', 'intake.paper', async ({ actor, params }) => {
  const { title, content, publishedAt } = await formToRead(actor, 'intake.paper', params['id']!)
  return page('portal/forms/print', `${title}, to print`, { ...blankForm(content), publishedAt })
})

/** Both ask nothing but the button. */
const change = (visit: Visit<PortalClient>, operation: (actor: PortalClient, id: string) => Promise<void>) => {
  const id = visit.params['id']!
  return submit(visit, z.strictObject({}), () => operation(visit.actor, id), {
    done: () => seeOther(own(visit)),
    again: async () => closedPage(await formToRead(visit.actor, 'intake.paper', id)),
  })
}

const paperPage = ({ id, title, place }: OpenedForm) =>
  page('portal/forms/paper', `${title} on paper`, { id, title, place })
