import { describe, expect, test } from 'vitest'
import { RuleBroken } from '../../src/errors.ts'
import { afterAction, intakeLife, intakeStates, type IntakeAction, type IntakeState } from '../../src/intakes/rules.ts'

const actions: IntakeAction[] = ['view', 'save', 'sign', 'submit', 'paper', 'revoke']
const states = Object.keys(intakeLife) as IntakeState[]
const steps = states.flatMap((state) => actions.map((action) => [state, action] as const))

/** What is expected of each state, in words of its own rather than read from the table. */
const expected: Record<IntakeState, Partial<Record<IntakeAction, IntakeState>>> = {
  sent: { view: 'viewed', save: 'in_progress', paper: 'paper', revoke: 'revoked' },
  viewed: { view: 'viewed', save: 'in_progress', sign: 'signed', paper: 'paper', revoke: 'revoked' },
  in_progress: { view: 'in_progress', save: 'in_progress', sign: 'signed', paper: 'paper', revoke: 'revoked' },
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
}

describe('the life of a form', () => {
  test.each(steps)('%s, %s', (state, action) => {
    const next = expected[state][action]
    if (next) expect(afterAction(state, action)).toBe(next)
    else expect(() => afterAction(state, action)).toThrow(RuleBroken)
  })

  test('every state has words, and a state nobody knows takes no step', () => {
    expect(Object.keys(intakeStates)).toEqual(states)
    expect(() => afterAction('lost', 'save')).toThrow(RuleBroken)
  })

  test('only what is signed is submitted, and nothing leads out of what was submitted or taken back', () => {
    expect(states.filter((state) => 'submit' in intakeLife[state])).toEqual(['signed'])
    expect(states.filter((state) => Object.keys(intakeLife[state]).length === 0)).toEqual(['submitted', 'revoked'])
  })
})
