import type { SeatChange } from '../../src/subscriptions/bill.ts'
import type { Terms } from '../../src/subscriptions/renewals.ts'

/** A bill as the oracle has it: the renewal date, the cents of each line, what is due and what is left over. */
export interface PlainBill {
  on: string
  cents: number[]
  due: number
  left: number
}

const dayMs = 86_400_000
const at = (day: string) => Date.parse(`${day}T00:00:00Z`)
const text = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** The day so many months on, by counting up the months and then asking how long the last of them is. */
function later(day: string, months: number, wanted: number): string {
  const date = new Date(at(day))
  const lengthOf = (year: number, month: number) => new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months]
  return text(Date.UTC(year, month, Math.min(wanted, lengthOf(year, month))))
}

/** A fraction to the nearest cent by long division, half a cent up. */
function cents(numerator: number, denominator: number): number {
  const [n, d] = [BigInt(numerator), BigInt(denominator)]
  return Number(n / d) + ((n % d) * 2n >= d ? 1 : 0)
}

/**
 * The bills of so many renewals, found another way than by the application: day after day is walked, and where a day ends
 * with another number of paid seats than it began with, the days that are left are counted one by one.
 */
export function plainBills(begins: string, terms: Terms, changes: SeatChange[], renewals: number): PlainBill[] {
  const bills: PlainBill[] = []
  const months = terms.interval === 'month' ? 1 : 12
  const endOf = (day: string, before: number) => changes.filter(({ on }) => on === day).at(-1)?.after ?? before
  const paid = (seats: number) => (seats > 1 ? seats - 1 : 0)
  let seats = changes[0]?.before ?? 1
  let left = 0
  let from = begins
  while (bills.length < renewals) {
    const until = later(from, months, Number(begins.slice(8)))
    const days: string[] = []
    for (let ms = at(from); ms < at(until); ms += dayMs) days.push(text(ms))
    const lines = left < 0 ? [left] : []
    for (const [index, day] of days.entries()) {
      const [old, fresh] = [paid(seats), paid(endOf(day, seats))]
      seats = endOf(day, seats)
      if (old === fresh) continue
      const remaining = days.length - index
      if (old * terms.priceCents > 0) lines.push(0 - cents(old * terms.priceCents * remaining, days.length))
      if (fresh * terms.priceCents > 0) lines.push(cents(fresh * terms.priceCents * remaining, days.length))
    }
    if (paid(seats) * terms.priceCents > 0) lines.push(paid(seats) * terms.priceCents)
    const sum = lines.reduce((total, each) => total + each, 0)
    left = sum < 0 ? sum : 0
    bills.push({ on: until, cents: lines, due: sum - left, left })
    from = until
  }
  return bills
}
