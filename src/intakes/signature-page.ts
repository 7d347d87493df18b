import type { Practice } from '../settings/practice.ts'
import { page, type PageReply } from '../web/reply.ts'
import { unsent, type FormState } from '../web/submit.ts'
import type { Place } from './form-order.ts'
import type { FormContent, Section } from './form.ts'
import { savedWords } from './form-page.ts'
import type { OpenedForm } from './open-form.ts'
import { answerInWords, asksNothing, questionsOf } from './questions.ts'
import { signers } from './signature-fields.ts'
import { stepsOf, type Step } from './steps.ts'

/** The page on which a form is read in full, or its answers are looked over, and signed. */
export interface SignaturePage {
  id: string
  content: FormContent
  place: Place
  /** The steps of a form that asks; a form that is only read has none. */
  steps: Step[] | null
  answered: { title: string; number: number; answers: { label: string; words: string[] }[] }[]
  signers: { value: string; label: string }[]
  legalName: string
  /** The typed name is not the one on file: it is asked about once. */
  asksAboutName: boolean
  signed: { kind: string; name: string; at: string } | null
  form: FormState
}

export function signaturePage(form: OpenedForm, practice: Practice, typed: FormState = unsent()): PageReply {
  const { id, content, place, legalName, signature } = form
  const isOnlyRead = asksNothing(content)
  const model = {
    ...{ id, content, place, legalName, form: typed },
    steps: isOnlyRead ? null : stepsOf(form, content.sections.length + 1),
    answered: isOnlyRead ? [] : content.sections.map((section, index) => answersOn(section, index + 1, form)),
    signers: Object.entries(signers).map(([value, label]) => ({ value, label })),
    asksAboutName: typed.errors.some(({ field }) => field === 'confirmed') || 'confirmed' in typed.values,
    signed: signature && {
      kind: signature.kind,
      name: signature.typedName,
      at: savedWords(new Date(signature.signedAt), practice.timeZone),
    },
  }
  return page('portal/forms/signature', `${isOnlyRead ? content.title : `Sign: ${content.title}`}`, model)
}

const answersOn = (section: Section, number: number, { answers }: OpenedForm) => ({
  ...{ title: section.title, number },
  answers: questionsOf(section).map((question) => ({ label: question.label, words: answerInWords(question, answers) })),
})
