import { z } from 'zod'
import { day, emailAddress, line, lines, phoneNumber } from '../fields.ts'
import type { Answers } from './intake-content.ts'
import type { Question } from './questions.ts'

type Kind = Question['kind']
type Of<K extends Kind> = Extract<Question, { kind: K }>

/** Characters one answer may have. */
export const LONGEST_ANSWER = 10_000
const CHOOSE = 'Please choose one of the answers offered.'

const between = ({ min, max }: { min: number; max: number }) =>
  z.string().refine((text) => /^-?\d+([.,]\d+)?$/.test(text) && inside(text, min, max), {
    error: `Enter a number from ${min} to ${max}.`,
  })
const inside = (text: string, min: number, max: number) => {
  const value = Number(text.replace(',', '.'))
  return value >= min && value <= max
}
const oneOf = (options: string[]) => z.enum(options, CHOOSE)

/** Kind of question -> what a given answer must be. Rules of the form as a whole are in `answerCheck`. */
const checks: { [K in Exclude<Kind, 'matrix'>]: (question: Of<K>) => z.ZodType } = {
  short_answer: () => line(LONGEST_ANSWER),
  long_answer: () => lines(LONGEST_ANSWER),
  one_choice: ({ options }) => oneOf(options),
  drop_down: ({ options }) => oneOf(options),
  several: ({ options }) => z.array(oneOf(options)),
  yes_no: () => z.enum(['yes', 'no'], 'Please choose Yes or No.'),
  date: () => day,
  number: between,
  phone: () => phoneNumber,
  email: () => emailAddress,
  scale: ({ min, max }) => z.string().refine((text) => /^-?\d+$/.test(text) && inside(text, min, max), CHOOSE),
}

const chosen = new Set<Kind>(['one_choice', 'drop_down', 'several', 'yes_no', 'scale', 'matrix'])
const missing = (kind: Kind) => (chosen.has(kind) ? 'Please choose an answer.' : 'Please answer this question.')

/** What is wrong with one answer: nothing, one error, or for a matrix one a row. */
export function answerCheck(question: Question, answer: Answers[string] | undefined) {
  if (question.kind === 'matrix') {
    const rows = typeof answer === 'object' && !Array.isArray(answer) ? answer : {}
    const check = oneOf(question.options)
    return question.rows.flatMap(({ key }) => verdict(question, key, check, rows[key]))
  }
  const check = (checks[question.kind] as (question: Question) => z.ZodType)(question)
  return verdict(question, question.key, check, answer)
}

function verdict({ required, kind }: Question, field: string, check: z.ZodType, answer: Answers[string] | undefined) {
  if (answer === undefined || answer.length === 0) return required ? [{ field, sentence: missing(kind) }] : []
  const { error } = check.safeParse(answer)
  return error ? [{ field, sentence: error.issues[0]?.message ?? CHOOSE }] : []
}
