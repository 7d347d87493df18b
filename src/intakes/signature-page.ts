import type { Practice } from '../settings/practice.ts'
import { page, type PageReply } from '../web/reply.ts'
import { unsent, type FormState } from '../web/submit.ts'
import { fieldsFrom } from './answer-fields.ts'
import type { Place } from './form-order.ts'
import type { FormContent, Section } from './form.ts'
import { savedWords, shownElements, shownError, type ShownElement, type ShownError } from './form-page.ts'
import type { OpenedForm } from './open-form.ts'
import { answerInWords, isReadInFull, questionsOf } from './questions.ts'
import { signersOf } from './signature-fields.ts'
import { stepsOf, type Step } from './steps.ts'

/** The page on which a form is read in full, or its answers are looked over, and signed. */
export interface SignaturePage {
  id: string
  content: FormContent
  publishedAt: Date
  place: Place
  /** The steps of a form that asks; a form that is read in full has none. */
  steps: Step[] | null
  /** A form that is read in full, with what little it asks. */
  sections: { title: string; shown: ShownElement[] }[]
  answered: { title: string; number: number; answers: { label: string; words: string[] }[] }[]
  signers: { value: string; label: string }[]
  legalName: string
  /** The typed name is not the one on file: it is asked about once. */
  asksAboutName: boolean
  signed: { kind: string; name: string; at: string } | null
  form: FormState
  errors: ShownError[]
}

export function signaturePage(form: OpenedForm, practice: Practice, typed?: FormState): PageReply {
  const { id, content, publishedAt, place, legalName, signature } = form
  const state = typed ?? unsent(fieldsFrom(content.sections, form.answers))
  const inFull = isReadInFull(content)
  const model = {
    ...{ id, content, publishedAt, place, legalName, form: state },
    errors: state.errors.map((error) => shownError(content.sections, error)),
    steps: inFull ? null : stepsOf(form, content.sections.length + 1),
    sections: inFull ? content.sections.map((each) => ({ title: each.title, shown: shownElements(each, state) })) : [],
    answered: inFull ? [] : content.sections.map((section, index) => answersOn(section, index + 1, form)),
    signers: signersOf(form.sentFor).map(([value, label]) => ({ value, label })),
    asksAboutName: state.errors.some(({ field }) => field === 'nameConfirmed') || 'nameConfirmed' in state.values,
    signed: signature && {
      kind: signature.kind,
      name: signature.typedName,
      at: savedWords(new Date(signature.signedAt), practice.timeZone),
    },
  }
  return page('portal/forms/signature', inFull ? content.title : `Sign: ${content.title}`, model)
}

const answersOn = (section: Section, number: number, { answers }: OpenedForm) => ({
  ...{ title: section.title, number },
  answers: questionsOf(section).map((question) => ({ label: question.label, words: answerInWords(question, answers) })),
})
