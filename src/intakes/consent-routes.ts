import type { PortalClient } from '../actor.ts'
import { isId } from '../platform/ids.ts'
import { portalPath } from '../portal-path.ts'
import { download, page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { agreeToSign, consentForm, consentSoFar, openSample } from './agree-to-sign.ts'
import { consentText } from './electronic-consent.ts'
import { samplePdf } from './sample-pdf.ts'
import { mayWithdraw, withdrawalForm, withdrawConsent } from './withdraw-consent.ts'
import { yourForms } from './your-forms.ts'

/** The consent to sign electronically: what it means, the sample, agreeing, and taking it back. */
export const consentRoutes = routes<PortalClient>()
const on = consentRoutes
type Asking = Visit<PortalClient>

on.get('/electronic-signing', 'consent.give', (visit) => consentPage(visit, visit.query['form'], unsent()))

on.post('/electronic-signing', 'consent.give', (visit) =>
  submit(visit, consentForm, () => agreeToSign(visit.actor), {
    done: () => {
      const { form } = visit.form
      return seeOther(
        isId(form) ? `${portalPath(visit.practice)}/forms/${form}/signature` : `${portalPath(visit.practice)}/forms`,
      )
    },
    again: (typed) => consentPage(visit, visit.form['form'], typed),
  }),
)

on.post('/electronic-signing/sample', 'consent.give', async ({ actor }) => {
  await openSample(actor)
  return download('sample.pdf', 'application/pdf', await samplePdf())
})

// asked once more where something signed would be lost
on.get('/electronic-signing/withdrawal', 'consent.withdraw', async (visit) => {
  mayWithdraw(visit.actor)
  const { toSubmit } = await yourForms(visit.actor)
  if (!toSubmit) return seeOther(`${portalPath(visit.practice)}/electronic-signing`)
  return page('portal/withdrawal', 'Withdraw your agreement?', { toSubmit })
})

on.post('/electronic-signing/withdrawal', 'consent.withdraw', (visit) =>
  submit(visit, withdrawalForm, () => withdrawConsent(visit.actor), {
    done: () => seeOther(`${portalPath(visit.practice)}/electronic-signing`),
    again: (typed) => {
      mayWithdraw(visit.actor)
      return consentPage(visit, null, typed)
    },
  }),
)

async function consentPage(visit: Asking, from: unknown, form: FormState) {
  const { next, toSubmit } = await yourForms(visit.actor)
  return page('portal/electronic-signing', 'Signing on this device', {
    ...(await consentSoFar(visit.actor)),
    topics: consentText.topics,
    formId: isId(from) ? from : (next?.id ?? null),
    toSubmit,
    form,
  })
}
