import { RuleBroken } from '../errors.ts'

/** How long paid seats go on working after a renewal could not be charged, in days. */
export const GRACE_DAYS = 14

/**
 * The life of one person's seat: state -> action -> state. What is not here is refused. One seat of a practice is free;
 * where it goes to somebody else, the one is charged from then on and the other is free.
 */
export const seatLife = {
  free: { charge: 'paid', end: 'ended' },
  paid: { free: 'free', pause: 'paused', end: 'ended' },
  paused: { free: 'free', return: 'paid', end: 'ended' },
  ended: {},
} as const

export type SeatState = keyof typeof seatLife
export type SeatAction = 'charge' | 'free' | 'pause' | 'return' | 'end'

/** @returns the state after `action`. @throws RuleBroken where the life of a seat has no such step */
export function afterSeatAction(state: string, action: SeatAction): SeatState {
  const steps: Partial<Record<SeatAction, SeatState>> = seatLife[state as SeatState] ?? {}
  const next = steps[action]
  if (!next) throw new RuleBroken('This seat has changed meanwhile. Please look at the list again.')
  return next
}

/**
 * The life of a practice's subscription: state -> what is heard -> state. What is not here changes nothing, for the card
 * processor may tell a thing twice. `fail`: a bill could not be charged. `run out`: the days of grace are over.
 */
export const subscriptionLife = {
  current: { fail: 'past_due' },
  past_due: { pay: 'current', 'run out': 'paused' },
  paused: { pay: 'current' },
} as const

export type SubscriptionState = keyof typeof subscriptionLife
export type SubscriptionAction = 'fail' | 'pay' | 'run out'

/** @returns the state after what was heard; the same where it makes no difference */
export function afterHearing(state: SubscriptionState, heard: SubscriptionAction): SubscriptionState {
  const steps: Partial<Record<SubscriptionAction, SubscriptionState>> = subscriptionLife[state]
  return steps[heard] ?? state
}

/**
 * The life of a bill: state -> what is heard -> state. `recorded`: nothing is charged for it here, for nothing is due or no
 * card processing was set up. `void`: whoever runs the installation took it back.
 */
export const billLife = {
  recorded: {},
  open: { pay: 'paid', void: 'void' },
  paid: {},
  void: {},
} as const

export type BillState = keyof typeof billLife
export type BillAction = 'pay' | 'void'

/** @returns the state after what was heard; the same where it makes no difference */
export function afterBillAction(state: string, heard: BillAction): BillState {
  const steps: Partial<Record<BillAction, BillState>> = billLife[state as BillState]
  return steps[heard] ?? (state as BillState)
}

/** On which days a bill is tried, counted from the renewal date. In between, and after, a new card tries it at once. */
export const TRY_AFTER_DAYS: readonly number[] = [0, 3, 7, 13]

/** Of so many seats, how many are paid for: the first is free. */
export const paidSeats = (seats: number): number => Math.max(0, seats - 1)

/** How many seats are billed, free one included: of paused seats only the free one goes on. */
export const billedSeats = (subscriptionState: string, seats: number): number =>
  subscriptionState === 'paused' ? Math.min(1, seats) : seats

/** Active therapists and administrators may have a seat; the office works without one. */
export const mayHaveSeat = ({ role, state }: { role: string; state: string }): boolean =>
  state === 'active' && (role === 'administrator' || role === 'therapist')
