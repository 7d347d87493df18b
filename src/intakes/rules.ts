import { RuleBroken } from '../errors.ts'

/** The life of a form sent to a client: state -> action -> state. What is not here is refused. */
export const intakeLife = {
  sent: { view: 'viewed', save: 'in_progress', paper: 'paper', revoke: 'revoked' },
  viewed: { view: 'viewed', save: 'in_progress', sign: 'signed', paper: 'paper', revoke: 'revoked' },
  in_progress: { view: 'in_progress', save: 'in_progress', sign: 'signed', paper: 'paper', revoke: 'revoked' },
  // what is changed after signing must be signed again
  signed: {
    view: 'signed',
    save: 'in_progress',
    sign: 'signed',
    submit: 'submitted',
    paper: 'paper',
    revoke: 'revoked',
  },
  submitted: {},
  paper: { view: 'viewed' },
  revoked: {},
} as const

export type IntakeState = keyof typeof intakeLife
export type IntakeAction = 'view' | 'save' | 'sign' | 'submit' | 'paper' | 'revoke'

/** A state -> the words on the screen and the look of their sign. */
export const intakeStates: Record<IntakeState, { words: string; look: string }> = {
  sent: { words: 'Sent', look: 'plain' },
  viewed: { words: 'Viewed', look: 'plain' },
  in_progress: { words: 'In progress', look: 'info' },
  signed: { words: 'Signed, not yet sent', look: 'info' },
  submitted: { words: 'Submitted', look: 'good' },
  paper: { words: 'On paper', look: 'warn' },
  revoked: { words: 'Revoked', look: 'plain' },
}

/** @returns the state after `action`. @throws RuleBroken where the life of a form has no such step */
export function afterAction(state: string, action: IntakeAction): IntakeState {
  const steps: Partial<Record<IntakeAction, IntakeState>> = intakeLife[state as IntakeState] ?? {}
  const next = steps[action]
  if (!next) throw new RuleBroken(refusals[state as IntakeState] ?? 'This form cannot be changed now.')
  return next
}

/** The states in which an action may be taken. */
export const statesBefore = (action: IntakeAction): IntakeState[] =>
  (Object.keys(intakeLife) as IntakeState[]).filter((state) => action in intakeLife[state])

const refusals: Partial<Record<IntakeState, string>> = {
  submitted: 'This form has already been sent to the practice. Nothing more is needed.',
  revoked: 'The practice has taken this form back. Nothing more is needed.',
  paper: 'You asked for paper. Open the form again if you would rather fill it in here.',
}
