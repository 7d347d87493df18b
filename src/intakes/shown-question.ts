import type { FormState } from '../web/submit.ts'
import type { Question } from './questions.ts'

interface Choice {
  value: string
  label: string
  chosen: boolean
}

/** A question as it is drawn: what kind of field, what stands in it, and what is wrong with it. */
export interface ShownQuestion {
  as: 'input' | 'area' | 'choices' | 'scale' | 'select' | 'matrix'
  name: string
  label: string
  help: string | null
  required: boolean
  error: string | null
  value: string
  input: { type: 'text' | 'tel' | 'email' | 'date'; mode: 'text' | 'decimal' | 'tel' | 'email'; short: boolean }
  /** Several may be chosen. */
  many: boolean
  choices: Choice[]
  rows: { name: string; label: string; error: string | null; choices: Choice[] }[]
}

const inputs = {
  short_answer: { type: 'text', mode: 'text', short: false },
  date: { type: 'date', mode: 'text', short: true },
  // a field of type number would drop what is not a number yet
  number: { type: 'text', mode: 'decimal', short: true },
  phone: { type: 'tel', mode: 'tel', short: false },
  email: { type: 'email', mode: 'email', short: false },
} as const

const drawnAs: Record<Question['kind'], ShownQuestion['as']> = {
  short_answer: 'input',
  date: 'input',
  number: 'input',
  phone: 'input',
  email: 'input',
  long_answer: 'area',
  drop_down: 'select',
  scale: 'scale',
  matrix: 'matrix',
  one_choice: 'choices',
  several: 'choices',
  yes_no: 'choices',
}

export function shownQuestion(question: Question, { values, errors }: FormState): ShownQuestion {
  const { key: name, kind, label } = question
  const errorOf = (field: string) => errors.find((each) => each.field === field)?.sentence ?? null
  const given = (field: string) => [values[field] ?? ''].flat()
  const many = kind === 'several'
  const choices = offered(question).map((choice) => ({ ...choice, chosen: given(name).includes(choice.value) }))
  const mayTakeBack = !many && !question.required && kind !== 'drop_down' && choices.some(({ chosen }) => chosen)
  return {
    ...{ name, label, many, as: drawnAs[kind], error: errorOf(name), required: question.required ?? false },
    help: question.help ?? (many ? 'Choose as many as fit.' : limits(question)),
    value: given(name).join('\n'),
    input: kind in inputs ? inputs[kind as keyof typeof inputs] : inputs.short_answer,
    // a radio button cannot be emptied, so an answer given by mistake can be taken back
    choices: mayTakeBack ? [...choices, { value: '', label: 'No answer', chosen: false }] : choices,
    rows: rowsOf(question).map((row) => ({
      ...row,
      error: errorOf(row.name),
      choices: choices.map((choice) => ({ ...choice, chosen: given(row.name).includes(choice.value) })),
    })),
  }
}

function offered(question: Question): Omit<Choice, 'chosen'>[] {
  if (question.kind === 'yes_no') {
    return [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
    ]
  }
  if (question.kind === 'scale') {
    const steps = Array.from({ length: question.max - question.min + 1 }, (_, step) => String(question.min + step))
    return steps.map((step) => ({ value: step, label: step }))
  }
  return 'options' in question ? question.options.map((option) => ({ value: option, label: option })) : []
}

const rowsOf = (question: Question) =>
  question.kind === 'matrix' ? question.rows.map(({ key, label }) => ({ name: key, label })) : []

function limits(question: Question): string | null {
  if (question.kind === 'scale') {
    return `${question.min} means “${question.low}”, ${question.max} means “${question.high}”.`
  }
  return question.kind === 'number' ? `A number from ${question.min} to ${question.max}.` : null
}
