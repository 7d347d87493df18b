import { showDate, showMoment, showTime } from '../platform/time.ts'
import { now } from '../platform/clock.ts'
import type { Practice } from '../settings/practice.ts'
import { page, type PageReply } from '../web/reply.ts'
import { unsent, type FormState } from '../web/submit.ts'
import { errorsIn, fieldsFrom } from './answer-fields.ts'
import type { Place } from './form-order.ts'
import type { Element, Section } from './form.ts'
import type { OpenedForm } from './open-form.ts'
import { isQuestion, questionsOf } from './questions.ts'
import { shownQuestion, type ShownQuestion } from './shown-question.ts'
import { stepsOf, type Step } from './steps.ts'

/** A thing on a form as it is drawn: words, or a question with what was answered. */
export type ShownElement =
  { words: Exclude<Element, { key: string }>; question: null } | { words: null; question: ShownQuestion }

/** An error in the list at the top: where it leads, and which question it is about. */
export interface ShownError {
  href: string | null
  label: string | null
  sentence: string
}

/** One page of a form, as it is filled in. */
export interface SectionPage {
  id: string
  title: string
  place: Place
  steps: Step[]
  number: number
  section: Section
  lead: string | null
  shown: ShownElement[]
  errors: ShownError[]
  saved: string | null
}

/** The page of a section (1-based); `typed` is what was sent and could not be taken as it is. */
export function sectionPage(form: OpenedForm, number: number, practice: Practice, typed?: FormState): PageReply {
  const section = form.content.sections[number - 1]
  if (!section) throw new Error(`no section ${number}`)
  const state = typed ?? unsent(fieldsFrom([section], form.answers))
  const isWrong = state.errors.length > 0
  const title = `${isWrong ? 'Error: ' : ''}${section.title}, step ${number} of ${form.content.sections.length + 1}`
  const model = {
    ...{ id: form.id, title: form.title, place: form.place, number, section },
    steps: stepsOf(form, number),
    lead: number === 1 ? form.content.summary : null,
    shown: shownElements(section, state),
    errors: state.errors.map((error) => shownError([section], error)),
    saved: form.savedAt && savedWords(form.savedAt, practice.timeZone),
  }
  return page('portal/forms/section', title, model, isWrong ? 422 : 200)
}

/** The section as it was saved, with what is wrong with it. */
export const checkedSectionPage = (form: OpenedForm, number: number, practice: Practice): PageReply => {
  const section = form.content.sections[number - 1]
  const errors = section ? errorsIn(section, form.answers) : []
  return sectionPage(form, number, practice, section && { ...unsent(fieldsFrom([section], form.answers)), errors })
}

/** "10:42 AM", with the day before it unless it is today. */
export function savedWords(at: Date, timeZone: string): string {
  const isToday = showDate(at, timeZone) === showDate(now(), timeZone)
  return isToday ? showTime(at, timeZone) : showMoment(at, timeZone)
}

export const shownElements = (section: Section, state: FormState): ShownElement[] =>
  section.elements.map((element) =>
    isQuestion(element) ? { words: null, question: shownQuestion(element, state) } : { words: element, question: null },
  )

/** Questions have ids of their own, so that no key meets another id of the page. */
export function shownError(sections: Section[], { field, sentence }: FormState['errors'][number]): ShownError {
  for (const question of sections.flatMap(questionsOf)) {
    const rows = question.kind === 'matrix' ? question.rows : []
    const named = [question, ...rows].find(({ key }) => key === field)
    if (named) return { href: `#q-${named.key}`, label: named.label, sentence }
  }
  return { href: field && `#${field}`, label: null, sentence }
}

/** A form on which there is nothing to do, and why. */
export const closedPage = (form: OpenedForm): PageReply =>
  page('portal/forms/closed', form.title, {
    ...{ id: form.id, title: form.title, place: form.place, state: form.state, submittedAt: form.submittedAt },
  })
