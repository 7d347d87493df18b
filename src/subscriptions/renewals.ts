import { dayOfMonth, monthsAfter } from '../platform/time.ts'
import { renewalBill, type Bill, type SeatChange } from './bill.ts'

/** What a seat costs: cents for each paid one, a month or a year, in which currency. */
export interface Terms {
  priceCents: number
  interval: 'month' | 'year'
  currency: string
}

/** A subscription within one period, which runs from `startsOn` up to, and not including, `renewsOn`. */
export interface Standing extends Terms {
  /** The day it began: its day of the month is that of every renewal. */
  anchorOn: string
  startsOn: string
  renewsOn: string
  /** Credit left over from the bill before: zero or less. */
  carriedCents: number
}

/** One renewal: what is billed on the day, and how the subscription stands in the period that begins. */
export interface Renewal {
  bill: Bill
  after: Standing
}

const MONTHS = { month: 1, year: 12 } as const

/** The renewal date of a period that begins on a day: on the day of the month the subscription began, or the month's last. */
export const renewalDate = (startsOn: string, interval: Terms['interval'], anchorOn: string): string =>
  monthsAfter(startsOn, MONTHS[interval], dayOfMonth(anchorOn))

/** A subscription that begins on a day. */
export const begun = (on: string, terms: Terms): Standing => ({
  ...terms,
  anchorOn: on,
  startsOn: on,
  renewsOn: renewalDate(on, terms.interval, on),
  carriedCents: 0,
})

/**
 * The next renewal as it follows from the changes so far. The coming period has the terms given, except where something is
 * billed and they name another currency: then those of the period before stay.
 */
export function nextRenewal(standing: Standing, changes: SeatChange[], terms: Terms): Renewal {
  if (terms.currency === standing.currency) return renewed(standing, changes, terms)
  const staying = renewed(standing, changes, standing)
  return staying.bill.lines.length > 0 ? staying : renewed(standing, changes, terms)
}

function renewed(standing: Standing, changes: SeatChange[], { priceCents, interval, currency }: Terms): Renewal {
  const { renewsOn: startsOn, anchorOn } = standing
  const renewsOn = renewalDate(startsOn, interval, anchorOn)
  const bill = renewalBill(standing, changes, { priceCents, endsOn: renewsOn })
  const { carriedCents } = bill
  return { bill, after: { priceCents, interval, currency, anchorOn, startsOn, renewsOn, carriedCents } }
}

/** Every renewal there has been by the end of `today`, in order. */
export function renewalsUpTo(today: string, standing: Standing, changes: SeatChange[], terms: Terms): Renewal[] {
  const renewals: Renewal[] = []
  for (let at = standing; at.renewsOn <= today;) {
    const renewal = nextRenewal(at, changes, terms)
    renewals.push(renewal)
    at = renewal.after
  }
  return renewals
}
