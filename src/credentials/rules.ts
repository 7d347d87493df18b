import { daysAfter } from '../platform/time.ts'

/** Whether a practice's staff need a second factor: always, after some days' grace, or as each likes. */
export const demands = ['required', 'grace', 'optional'] as const
export type Demand = (typeof demands)[number]

/** How long staff may still sign in without a second factor where the practice allows grace, in days. */
export const SET_UP_DAYS = 7

/** How long a link that sets a new password works, in minutes. */
export const LINK_MINUTES = 30

/** How long somebody may take between the password and the second factor, in minutes. */
export const HALF_WAY_MINUTES = 10

/** How many recovery codes there are in a set. */
export const RECOVERY_CODES = 10

/** What follows a right password: in, or a code first, or the second factor must be set up first. */
export type Step = 'in' | 'code' | 'set-up'

export interface Standing {
  hasFactor: boolean
  /** What the practice asks of this person; clients are asked for nothing. */
  demand: Demand
  /** When that was first asked of this person. */
  asked: Date
}

export function stepAfterPassword({ hasFactor, demand, asked }: Standing, at: Date): Step {
  if (hasFactor) return 'code'
  if (demand === 'optional') return 'in'
  return demand === 'grace' && at < daysAfter(asked, SET_UP_DAYS) ? 'in' : 'set-up'
}

/** The life of a link that sets a new password: state -> action -> state. Running out is a date, not a state. */
export const passwordLinkLife = {
  open: { use: 'used', supersede: 'superseded' },
  used: {},
  superseded: {},
} as const
