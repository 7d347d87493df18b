import { roundedHalfUp } from '../platform/money.ts'
import { daysBetween } from '../platform/time.ts'
import { paidSeats } from './rules.ts'

/*
 * How seats are billed. This is the one table of what a day is and how cents are rounded.
 *
 * | what                     | rule                                                                                    |
 * |--------------------------|-----------------------------------------------------------------------------------------|
 * | paid seats               | all but one: the first is free, whoever has it                                          |
 * | a day                    | a calendar day in the practice's zone, kept with the change; one of 23 or 25 hours is one |
 * | a renewal date           | one month or year on, with the day of the month the subscription began; where the month |
 * |                          | is shorter, its last day, and the full day again in the next longer one                 |
 * | a period                 | from its first day up to, and not including, its renewal date; 28 to 31 or 365, 366 days |
 * | the day of a change      | counts for the new plan, whatever the hour                                              |
 * | several changes of a day | are one, from the plan the day began with to the plan it ended with                     |
 * | on the renewal date      | a change belongs to the period that begins, and to the bill after                       |
 * | remaining days           | from the day of the change up to, and not including, the renewal date                   |
 * | credit, for a change     | paid seats before x price x remaining days / days of the period                         |
 * | charge, for a change     | paid seats after x price x remaining days / days of the period                          |
 * | rounding                 | each line by itself to the cent, halves away from zero, in whole numbers                |
 * | the coming period        | paid seats as the renewal date begins x price: in advance, and in full                  |
 * | a pause and a return     | are changes like others: paused seats are not billed, and the free one stays            |
 * | the price                | the one the period began with                                                           |
 * | a bill below zero        | is not due; what is left over is credit on the next one                                 |
 */

/** How many seats there were before and after one change, free one included, and on which day. */
export interface SeatChange {
  on: string
  before: number
  after: number
}

/** A line of a bill. `days` of the `of` days of the period are charged or credited; a credit is below zero. */
export interface BillLine {
  kind: 'credit' | 'charge' | 'coming' | 'carried'
  from: string
  until: string
  paid: number
  days: number
  of: number
  cents: number
}

export interface Bill {
  lines: BillLine[]
  /** To be paid on the renewal date: zero or more. */
  dueCents: number
  /** Credit left over for the next bill: zero or less. */
  carriedCents: number
}

interface Period {
  startsOn: string
  renewsOn: string
  priceCents: number
  carriedCents: number
}

/**
 * What is billed on the renewal date of a period: the changes within it, then the coming period.
 * @param changes all there ever were, in order; those of other periods are left out
 */
export function renewalBill(
  period: Period,
  changes: SeatChange[],
  coming: { priceCents: number; endsOn: string },
): Bill {
  const { startsOn, renewsOn } = period
  const within = dayByDay(changes.filter(({ on }) => startsOn <= on && on < renewsOn))
  const lines = [
    ...carriedLine(period),
    ...within.flatMap((change) => adjustments(period, change)),
    ...comingLine(paidSeats(seatsAt(renewsOn, changes)), { ...coming, startsOn: renewsOn }),
  ]
  const sum = lines.reduce((total, { cents }) => total + cents, 0)
  return { lines, dueCents: Math.max(0, sum), carriedCents: Math.min(0, sum) }
}

/** How many seats there are as a day begins; `changes` are all there ever were, in order. */
export const seatsAt = (day: string, changes: SeatChange[]): number =>
  changes.findLast((change) => change.on < day)?.after ?? changes[0]?.before ?? 0

/** The changes of one day as one. */
function dayByDay(changes: SeatChange[]): SeatChange[] {
  const days = new Map<string, SeatChange>()
  for (const change of changes) days.set(change.on, { ...change, before: days.get(change.on)?.before ?? change.before })
  return [...days.values()]
}

/** The credit for what is unused of the old plan and the charge for what remains on the new; none where both are alike. */
function adjustments({ startsOn, renewsOn, priceCents }: Period, change: SeatChange): BillLine[] {
  const [before, after] = [paidSeats(change.before), paidSeats(change.after)]
  if (before === after) return []
  const days = daysBetween(change.on, renewsOn)
  const of = daysBetween(startsOn, renewsOn)
  const line = (kind: 'credit' | 'charge', paid: number, sign: 1 | -1): BillLine[] => {
    const cents = 0 + sign * roundedHalfUp(paid * priceCents * days, of) // 0 + makes a zero of minus zero
    return paid * priceCents > 0 ? [{ kind, from: change.on, until: renewsOn, paid, days, of, cents }] : []
  }
  return [...line('credit', before, -1), ...line('charge', after, 1)]
}

function comingLine(paid: number, period: { startsOn: string; endsOn: string; priceCents: number }): BillLine[] {
  const { startsOn: from, endsOn: until, priceCents } = period
  const days = daysBetween(from, until)
  return paid * priceCents > 0 ? [{ kind: 'coming', from, until, paid, days, of: days, cents: paid * priceCents }] : []
}

const carriedLine = ({ startsOn: from, renewsOn: until, carriedCents: cents }: Period): BillLine[] =>
  cents < 0 ? [{ kind: 'carried', from, until, paid: 0, days: 0, of: 0, cents }] : []
