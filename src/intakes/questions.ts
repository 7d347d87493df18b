import type { Answers } from './intake-content.ts'
import type { Element, FormContent, Section } from './form.ts'

export type Question = Extract<Element, { key: string }>

/** Whether a thing on a form is answered rather than only read. */
export const isQuestion = (element: Element): element is Question => 'key' in element

export const questionsOf = (section: Section): Question[] => section.elements.filter(isQuestion)

/** A form that is only read and signed, such as a consent: it is shown in full on one page. */
export const asksNothing = (content: FormContent): boolean =>
  content.sections.every((each) => !questionsOf(each).length)

/** An answer in words, a line each; none where nothing was answered. */
export function answerInWords(question: Question, answers: Answers): string[] {
  const answer = answers[question.key]
  if (question.kind === 'matrix') {
    const chosen = typeof answer === 'object' && !Array.isArray(answer) ? answer : {}
    return question.rows.flatMap(({ key, label }) => (chosen[key] ? [`${label}: ${chosen[key]}`] : []))
  }
  if (answer === undefined) return []
  if (typeof answer !== 'string') return Object.values(answer)
  if (question.kind === 'yes_no') return [{ yes: 'Yes', no: 'No' }[answer] ?? answer]
  return answer === '' ? [] : [answer]
}
