import { day } from '../fields.ts'
import { dayFromText, showDay } from '../platform/time.ts'
import type { Answers } from './intake-content.ts'
import type { Element, FormContent, Section } from './form.ts'

export type Question = Extract<Element, { key: string }>

/** Whether a thing on a form is answered rather than only read. */
export const isQuestion = (element: Element): element is Question => 'key' in element

export const questionsOf = (section: Section): Question[] => section.elements.filter(isQuestion)

/**
 * A form that is read rather than filled in, such as a consent: most of its sections ask nothing. It is shown in full on
 * the page it is signed on, with what little it asks.
 */
export function isReadInFull({ sections }: FormContent): boolean {
  return sections.filter((section) => questionsOf(section).length > 0).length * 2 < sections.length
}

/** An answer in words, a line each; none where nothing was answered. */
export function answerInWords(question: Question, answers: Answers): string[] {
  const answer = answers[question.key]
  if (question.kind === 'matrix') {
    const chosen = typeof answer === 'object' && !Array.isArray(answer) ? answer : {}
    return question.rows.flatMap(({ key, label }) => (chosen[key] ? [`${label}: ${chosen[key]}`] : []))
  }
  if (answer === undefined || answer === '') return []
  if (typeof answer !== 'string') return Object.values(answer)
  if (question.kind === 'yes_no') return [{ yes: 'Yes', no: 'No' }[answer] ?? answer]
  if (question.kind === 'date' && day.safeParse(answer).success) return [showDay(dayFromText(answer))]
  return [answer]
}
