import { dateInWords } from './moments.ts'
import type { Answer, Question } from './record.ts'

/** What one could choose from, because an answer means little without what else it could have been. */
export function offered(question: Question): string | undefined {
  if ('options' in question) return `Offered: ${question.options.join(' \u00b7 ')}`
  if (question.kind === 'scale')
    return `On a scale from ${question.min} (${question.low}) to ${question.max} (${question.high})`
  return undefined
}

/** An answer as people read it; empty where nothing was answered. */
export function inWords(question: Question, answer: Answer | undefined): string {
  if (answer === undefined) return ''
  if (Array.isArray(answer)) return answer.join('\n')
  if (typeof answer === 'object') return Object.values(answer).join('\n')
  if (question.kind === 'date' && /^\d{4}-\d\d-\d\d$/.test(answer)) return dateInWords(answer)
  if (question.kind === 'yes_no') return { yes: 'Yes', no: 'No' }[answer] ?? answer
  return answer.trim()
}
