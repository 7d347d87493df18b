import type { BlankForm } from './blank-form.ts'
import type { FormState } from '../web/submit.ts'
import type { Place } from './form-order.ts'
import type { SectionPage, ShownElement } from './form-page.ts'
import type { FormContent } from './form.ts'
import type { ShownQuestion } from './shown-question.ts'
import type { SignaturePage } from './signature-page.ts'
import type { Step } from './steps.ts'
import type { YourForms } from './your-forms.ts'

/** The pages of this feature -> what each is given. */
export interface IntakeViews {
  'portal/forms/index': { yours: YourForms }
  'portal/forms/section': SectionPage
  'portal/forms/signature': SignaturePage
  'portal/forms/closed': { id: string; title: string; place: Place; state: string; submittedAt: Date | null }
  'portal/forms/paper': { id: string; title: string; place: Place }
  'portal/forms/print': BlankForm & { publishedAt: Date }
  'portal/forms/review': {
    yours: YourForms
    signed: { id: string; title: string; kind: string; name: string; at: string }[]
  }
  'portal/electronic-signing': {
    topics: readonly { heading: string; text: string }[]
    sampleOpenedAt: Date | null
    givenAt: Date | null
    withdrawnAt: Date | null
    formId: string | null
    /** How many forms are signed and not sent. */
    toSubmit: number
    form: FormState
  }
  'portal/withdrawal': { toSubmit: number }
}

/** Its partials -> what each is given as `m`. */
export interface IntakePartials {
  'partials/your-forms': { yours: YourForms }
  'partials/forms-next': { yours: YourForms }
  'partials/form-head': { eyebrow: string; heading: string; place: Place }
  'partials/form-words': { element: NonNullable<ShownElement['words']>; level: number }
  'partials/form-in-full': { content: FormContent; publishedAt: Date; sections: SignaturePage['sections'] }
  'partials/steps': { steps: Step[]; base: string }
  'partials/question': { question: ShownQuestion }
  'partials/question-matrix': { question: ShownQuestion }
  'partials/question-blank': { question: ShownQuestion }
  'partials/answer-errors': Pick<SectionPage, 'errors'>
  'partials/answers-review': { answered: SignaturePage['answered']; base: string }
  'partials/signature-fields': {
    form: FormState
    isReceipt: boolean
    statement: string
    signers: SignaturePage['signers']
    legalName: string
    asksAboutName: boolean
  }
  'partials/blank-form': BlankForm
  'partials/form-contact': { publishedAt: Date }
  'partials/form-text': { content: FormContent }
}
