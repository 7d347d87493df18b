import type { Fault } from '../faults.ts'

const matrix = 'test/matrix.test.ts'

/** Seats, and what they cost. */
export const faults: Fault[] = [
  {
    name: 'a seat not asked for',
    file: 'src/policy.ts',
    text: "return rule === 'seat' && !hasSeat(actor) ? new NeedsSeat(action) : null",
    replacement: 'return null',
    test: matrix,
  },
  {
    name: 'a paused seat that works',
    file: 'src/policy.ts',
    text: "e.staff_id = s.id and e.state in ('free', 'paid')))`",
    replacement: "e.staff_id = s.id and e.state <> 'ended'))`",
    test: 'test/subscriptions/has-seat.test.ts',
  },
  {
    name: 'the day of a change counted for the old plan',
    file: 'src/subscriptions/bill.ts',
    text: 'const days = daysBetween(change.on, renewsOn)',
    replacement: 'const days = daysBetween(change.on, renewsOn) - 1',
    test: 'test/subscriptions/bill.test.ts',
  },
  {
    name: 'half a cent rounded down',
    file: 'src/platform/money.ts',
    text: 'Math.floor((2 * numerator + denominator) / (2 * denominator))',
    replacement: 'Math.ceil((2 * numerator - denominator) / (2 * denominator))',
    test: 'test/subscriptions/bill.test.ts',
  },
  {
    name: 'a month that forgets the day it began on',
    file: 'src/subscriptions/renewals.ts',
    text: 'monthsAfter(startsOn, MONTHS[interval], dayOfMonth(anchorOn))',
    replacement: 'monthsAfter(startsOn, MONTHS[interval], dayOfMonth(startsOn))',
    test: 'test/subscriptions/bill.test.ts',
  },
  {
    name: 'a list saved over another',
    file: 'src/subscriptions/check-seating.ts',
    text: 'if (!isSame(differenceOf(had, current))) {',
    replacement: 'if (had.ids.length < 0) {',
    test: 'test/subscriptions/seats.test.ts',
  },
  {
    name: 'two lists saved at once',
    file: 'src/subscriptions/subscription.ts',
    text: 'where organization_id = ${organizationId}::uuid for update`',
    replacement: 'where organization_id = ${organizationId}::uuid`',
    test: 'test/subscriptions/seats.test.ts',
  },
  {
    name: 'a seat for the office',
    file: 'src/subscriptions/rules.ts',
    text: "(role === 'administrator' || role === 'therapist')",
    replacement: "role !== 'client'",
    test: 'test/subscriptions/seats.test.ts',
  },
  {
    name: 'a released seat that stays',
    file: 'src/subscriptions/release-seat.ts',
    text: 'const others = current.ids.filter((id) => id !== staffId)',
    replacement: 'const others = current.ids',
    test: 'test/subscriptions/release-seat.test.ts',
  },
  {
    name: 'a seat for everybody',
    file: 'src/policy.ts',
    text: "boolean => 'hasSeat' in actor && actor.hasSeat",
    replacement: "boolean => 'hasSeat' in actor",
    test: 'test/subscriptions/has-seat.test.ts',
  },
]
