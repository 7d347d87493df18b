import type { FormContent } from './form.ts'
import { isReadInFull } from './questions.ts'

interface Underway {
  state: string
  reached: number
  content: FormContent
}

/** States in which a form is neither filled in nor signed. */
const closed = new Set(['submitted', 'paper', 'revoked'])
export const isClosed = (state: string): boolean => closed.has(state)

/** States in which the client has nothing left to do on a form. */
export const isDone = (state: string): boolean => state === 'signed' || isClosed(state)

/** Where a form goes on, behind its own address: the first unfinished section, or the page that is signed. */
export function nextStep({ reached, content }: Underway): string {
  const isReady = isReadInFull(content) || reached >= content.sections.length
  return isReady ? '/signature' : `/sections/${reached + 1}`
}

/** Sections are opened in order: those finished, and the one after. */
export const isOpen = ({ reached, content }: Underway, number: number): boolean =>
  number <= Math.min(reached + 1, content.sections.length)

export interface Step {
  label: string
  /** Behind the form's own address; null where one cannot go yet. */
  path: string | null
  is: 'done' | 'current' | 'ahead'
}

/** The bar of steps of a form: its sections, and signing at the end. `current` is 1-based. */
export function stepsOf(form: Underway, current: number): Step[] {
  const sections = form.content.sections.map(({ title }, index): Step => {
    const path = isOpen(form, index + 1) ? `/sections/${index + 1}` : null
    return { label: title, path, is: index < form.reached ? 'done' : 'ahead' }
  })
  const path = form.reached >= sections.length ? '/signature' : null
  const steps: Step[] = [...sections, { label: 'Sign', path, is: 'ahead' }]
  return steps.map((step, index) => (index + 1 === current ? { ...step, is: 'current' } : step))
}
