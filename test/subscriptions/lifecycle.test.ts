import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { RuleBroken } from '../../src/errors.ts'
import { roundedHalfUp, showMoney } from '../../src/platform/money.ts'
import {
  afterHearing,
  afterSeatAction,
  paidSeats,
  seatLife,
  subscriptionLife,
  type SeatAction,
  type SeatState,
  type SubscriptionAction,
  type SubscriptionState,
} from '../../src/subscriptions/rules.ts'
import { begun, renewalsUpTo, type Terms } from '../../src/subscriptions/renewals.ts'

const seatActions: SeatAction[] = ['charge', 'free', 'pause', 'return', 'end']
const seatStates = Object.keys(seatLife) as SeatState[]

/** What is expected of each state, in words of its own rather than read from the table. */
const expectedOfSeats: Record<SeatState, Partial<Record<SeatAction, SeatState>>> = {
  free: { charge: 'paid', end: 'ended' },
  paid: { free: 'free', pause: 'paused', end: 'ended' },
  paused: { free: 'free', return: 'paid', end: 'ended' },
  ended: {},
}

describe('the life of a seat', () => {
  test.each(seatStates.flatMap((state) => seatActions.map((action) => [state, action] as const)))(
    '%s, %s',
    (state, action) => {
      const next = expectedOfSeats[state][action]
      if (next) expect(afterSeatAction(state, action)).toBe(next)
      else expect(() => afterSeatAction(state, action)).toThrow(RuleBroken)
    },
  )

  test('the free seat is never paused, and nothing leads out of an ended one', () => {
    expect('pause' in seatLife.free).toBe(false)
    expect(seatLife.ended).toEqual({})
  })

  test('of one seat or none, nothing is paid for', () => {
    expect([0, 1, 2, 10].map(paidSeats)).toEqual([0, 0, 1, 9])
  })
})

const expectedOfSubscriptions: Record<SubscriptionState, Record<SubscriptionAction, SubscriptionState>> = {
  current: { fail: 'past_due', pay: 'current', 'run out': 'current' },
  past_due: { fail: 'past_due', pay: 'current', 'run out': 'paused' },
  paused: { fail: 'paused', pay: 'current', 'run out': 'paused' },
}

test.each(Object.keys(subscriptionLife) as SubscriptionState[])(
  'a subscription that is %s goes where it should, and hears things twice without harm',
  (state) => {
    for (const [heard, next] of Object.entries(expectedOfSubscriptions[state])) {
      expect(afterHearing(state, heard as SubscriptionAction), heard).toBe(next)
      expect(afterHearing(next, heard as SubscriptionAction), `${heard} twice`).toBe(next)
    }
  },
)

const dollars = { priceCents: 600, interval: 'month', currency: 'usd' } as const
const standing = begun('2027-01-01', dollars)
const paidFor = [{ on: '2027-01-16', before: 1, after: 2 }]
const renewedWith = (terms: Terms, changes = paidFor) => renewalsUpTo('2027-03-01', standing, changes, terms)

test('a new price holds for the coming period, and what remains of the old one is at its own', () => {
  const [first, second] = renewedWith({ ...dollars, priceCents: 900 })
  expect(first?.bill.lines.map(({ kind, cents }) => `${kind} ${cents}`)).toEqual(['charge 310', 'coming 900'])
  expect(second?.bill.dueCents).toBe(900)
})

test('from month to year: the coming period is a year, on the same day of the month', () => {
  const [first] = renewedWith({ ...dollars, interval: 'year', priceCents: 6000 })
  expect(first?.after).toMatchObject({ startsOn: '2027-02-01', renewsOn: '2028-02-01' })
  expect(first?.bill.dueCents).toBe(310 + 6000)
})

test('another currency waits until nothing is billed in the old one', () => {
  const euros = { ...dollars, currency: 'eur', priceCents: 700 }
  expect(renewedWith(euros).map(({ after }) => after.currency)).toEqual(['usd', 'usd'])
  expect(renewedWith(euros, []).map(({ after }) => after.currency)).toEqual(['eur', 'eur'])
})

test('money is shown as people write it, in currencies with cents and without', () => {
  expect([showMoney(600, 'usd'), showMoney(-5, 'usd'), showMoney(1_234_567, 'eur'), showMoney(600, 'jpy')]).toEqual([
    '$6.00',
    '-$0.05',
    '€12,345.67',
    '¥600',
  ])
  expect([roundedHalfUp(5, 2), roundedHalfUp(4, 3), roundedHalfUp(5, 3), roundedHalfUp(0, 7)]).toEqual([3, 1, 2, 0])
})

test('what a seat costs comes from the environment, and what makes no sense is refused', () => {
  expect(readConfig({}).seats).toEqual(dollars)
  const changed = readConfig({ SEAT_PRICE_CENTS: '0', SEAT_PERIOD: 'year', SEAT_CURRENCY: 'EUR' })
  expect(changed.seats).toEqual({ priceCents: 0, interval: 'year', currency: 'eur' })
  const refused = [{ SEAT_PRICE_CENTS: '-1' }, { SEAT_PRICE_CENTS: '6.5' }, { SEAT_PERIOD: 'week' }]
  for (const env of [...refused, { SEAT_CURRENCY: 'dollars' }]) {
    expect(() => readConfig(env)).toThrow(Object.keys(env)[0])
  }
})
