import type { PortalClient } from '../actor.ts'
import { portalPath } from '../portal-path.ts'
import { page, seeOther, type Reply } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { mustAgreeFirst } from './agree-to-sign.ts'
import { firstWrong } from './answer-fields.ts'
import { closedPage, savedWords } from './form-page.ts'
import { formToRead, openForm, type OpenedForm } from './open-form.ts'
import { formsToSubmit } from './review.ts'
import { signForm } from './sign-form.ts'
import { signatureForm } from './signature-fields.ts'
import { signaturePage } from './signature-page.ts'
import { isClosed, nextStep } from './steps.ts'
import { yourForms } from './your-forms.ts'

/** Signing: the page each form is signed on, and the review before submitting. */
export const signingRoutes = routes<PortalClient>()
const on = signingRoutes
type Asking = Visit<PortalClient>

on.get('/forms/review', 'intake.list', async (visit) => {
  const signed = await formsToSubmit(visit.actor)
  return page('portal/forms/review', 'Review and submit', {
    yours: await yourForms(visit.actor),
    signed: signed.map(({ id, title, signature }) => ({
      ...{ id, title, kind: signature.kind, name: signature.typedName },
      at: savedWords(new Date(signature.signedAt), visit.practice.timeZone),
    })),
  })
})

on.get('/forms/:id/signature', 'intake.sign', async (visit) => {
  const form = await openForm(visit.actor, 'intake.sign', visit.params['id']!)
  return (await notYet(visit, form)) ?? signaturePage(form, visit.practice)
})

on.post('/forms/:id/signature', 'intake.sign', async (visit) => {
  const id = visit.params['id']!
  const { content } = await formToRead(visit.actor, 'intake.sign', id)
  const { address, browser } = visit
  return submit(visit, signatureForm(content), (form) => signForm(visit.actor, id, form, { address, browser }), {
    done: async () => afterSigning(visit),
    again: async (typed) => {
      const form = await formToRead(visit.actor, 'intake.sign', id)
      return isClosed(form.state) ? closedPage(form) : signaturePage(form, visit.practice, typed)
    },
  })
})

/** What stands before signing: unfinished or wrong sections, and the consent to sign electronically. */
async function notYet(visit: Asking, form: OpenedForm): Promise<Reply | null> {
  const own = `${portalPath(visit.practice)}/forms/${form.id}`
  if (isClosed(form.state)) return seeOther(own)
  const next = nextStep(form)
  if (next !== '/signature') return seeOther(own + next)
  const wrong = firstWrong(form.content.sections, form.answers)
  if (wrong !== null) return seeOther(`${own}/sections/${wrong}?check`)
  return (await mustAgreeFirst(visit.actor))
    ? seeOther(`${portalPath(visit.practice)}/electronic-signing?form=${form.id}`)
    : null
}

/** To the next form that is not signed, and after the last to the review. */
async function afterSigning(visit: Asking): Promise<Reply> {
  const { next } = await yourForms(visit.actor)
  visit.request.session.notice = next ? 'Signed. Here is the next form.' : 'Signed. One last step.'
  return seeOther(`${portalPath(visit.practice)}/forms/${next ? next.id : 'review'}`)
}
