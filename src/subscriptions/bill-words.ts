import { showMoney } from '../platform/money.ts'
import { dayBefore, dayFromText, showDay } from '../platform/time.ts'
import type { Bill, BillLine } from './bill.ts'
import type { Terms } from './renewals.ts'

/** A bill in words, line by line. */
export interface ShownBill {
  lines: { words: string; amount: string }[]
  total: string
  /** What is left over as credit for the next bill, or null. */
  left: string | null
}

export function shownBill({ lines, dueCents, carriedCents }: Bill, currency: string): ShownBill {
  return {
    lines: lines.map((line) => ({ words: wordsOf(line), amount: showMoney(line.cents, currency) })),
    total: showMoney(dueCents, currency),
    left: carriedCents < 0 ? showMoney(-carriedCents, currency) : null,
  }
}

const words: Record<BillLine['kind'], (seats: string, days: string, share: string) => string> = {
  credit: (seats, days, share) => `Credit for unused time: ${seats}, ${days} (${share})`,
  charge: (seats, days, share) => `Remaining time: ${seats}, ${days} (${share})`,
  coming: (seats, days) => `Coming period: ${seats}, ${days}`,
  carried: () => 'Credit from the bill before',
}

/** A line of a bill in words: how many seats, from when to when. */
export function wordsOf({ kind, paid, from, until, days, of }: BillLine): string {
  const seats = paid === 1 ? '1 paid seat' : `${paid} paid seats`
  return words[kind](seats, `${showPlainDay(from)} to ${showPlainDay(dayBefore(until))}`, `${days} of ${of} days`)
}

/** A day of a subscription: "Dec 12, 2026". */
export const showPlainDay = (day: string): string => showDay(dayFromText(day))

/** A price in words: "$6.00 a month". */
export const priceWords = (cents: number, { interval, currency }: Omit<Terms, 'priceCents'>): string =>
  `${showMoney(cents, currency)} a ${interval}`
