import { z } from 'zod'
import { lines, tickedBoxes } from '../fields.ts'
import { answerCheck, LONGEST_ANSWER } from './answer-checks.ts'
import type { Section } from './form.ts'
import type { Answers } from './intake-content.ts'
import { questionsOf, type Question } from './questions.ts'

const typed = lines(LONGEST_ANSWER)
type Field = z.ZodType<string | string[] | undefined>

/** The fields of one question: its key, or for a matrix the key of each row. */
function fieldsOf(question: Question): Record<string, Field> {
  if (question.kind === 'several') return { [question.key]: tickedBoxes(typed) }
  const names = question.kind === 'matrix' ? question.rows.map((row) => row.key) : [question.key]
  return Object.fromEntries(names.map((name) => [name, typed.optional()]))
}

type Shape = Record<string, Field>
const merged = (shapes: Shape[]): Shape => Object.assign({}, ...shapes) as Shape

/** What the page of a section may send: anything as typed, unfinished and wrong answers too, within the limits. */
export const draftFields = (section: Section) => z.strictObject(merged(questionsOf(section).map(fieldsOf)))

/** The same fields where nothing may be wrong any more, for a page that ends a form. */
export const finishedFields = (sections: Section[]): Shape =>
  merged(sections.flatMap((section) => questionsOf(section).map(checkedFieldsOf)))

function checkedFieldsOf(question: Question): Shape {
  const checked = Object.entries(fieldsOf(question)).map(([name, field]): [string, Field] => [
    name,
    field.superRefine((value, context) => {
      const answer = question.kind === 'matrix' ? { [name]: String(value ?? '') } : value
      const wrong = answerCheck(question, answer).filter((error) => error.field === name)
      for (const { sentence } of wrong) context.addIssue({ code: 'custom', message: sentence })
    }),
  ])
  return Object.fromEntries(checked)
}

export type Draft = Record<string, string | string[] | undefined>

/** The answers of these sections from their fields; what is empty is no answer. */
export function answersIn(sections: Section[], draft: Draft): Answers {
  const found = sections.flatMap(questionsOf).map((question): [string, Answers[string]] => {
    if (question.kind === 'several') return [question.key, [draft[question.key] ?? []].flat()]
    if (question.kind !== 'matrix') return [question.key, String(draft[question.key] ?? '')]
    const rows = question.rows.map(({ key }) => [key, String(draft[key] ?? '')] as const)
    return [question.key, Object.fromEntries(rows.filter(([, chosen]) => chosen !== ''))]
  })
  return Object.fromEntries(found.filter(([, answer]) => Object.keys(answer).length > 0))
}

/** Their fields as they stand filled in: the other way round. */
export function fieldsFrom(sections: Section[], answers: Answers): Record<string, string | string[]> {
  const found = sections.flatMap(questionsOf).flatMap((question): [string, string | string[]][] => {
    const answer = answers[question.key]
    if (answer === undefined) return []
    return typeof answer === 'string' || Array.isArray(answer) ? [[question.key, answer]] : Object.entries(answer)
  })
  return Object.fromEntries(found)
}

/** What is wrong with the answers of a section, in the order of its fields. */
export function errorsIn(section: Section, answers: Answers): { field: string; sentence: string }[] {
  return questionsOf(section).flatMap((question) => answerCheck(question, answers[question.key]))
}

/** The section (1-based) that is the first with something wrong; null where all is well. */
export function firstWrong(sections: Section[], answers: Answers): number | null {
  const index = sections.findIndex((section) => errorsIn(section, answers).length > 0)
  return index < 0 ? null : index + 1
}
