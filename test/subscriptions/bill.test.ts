import { afterAll, expect, test } from 'vitest'
import { dayIn } from '../../src/platform/time.ts'
import type { SeatChange } from '../../src/subscriptions/bill.ts'
import { begun, renewalsUpTo, type Renewal, type Terms } from '../../src/subscriptions/renewals.ts'
import { plainBills, type PlainBill } from './bill-oracle.ts'
import { billsByHand } from './bills-by-hand.ts'

interface History {
  what: string
  begins: string
  terms: Terms
  changes: SeatChange[]
  bills: PlainBill[]
}

const counted = { histories: 0, bills: 0, lines: 0, off: 0 }
afterAll(() => {
  const { histories, bills, lines, off } = counted
  console.log(`Seats: ${histories} histories, ${bills} bills, ${lines} lines, ${off} cents off`)
})

const plain = ({ bill, after }: Renewal): PlainBill => ({
  on: after.startsOn,
  cents: bill.lines.map((line) => line.cents),
  due: bill.dueCents,
  left: bill.carriedCents,
})

/** What the application bills, compared with what is expected; counts what was looked at. */
function judge({ begins, terms, changes, bills }: History): void {
  const found = renewalsUpTo(bills.at(-1)?.on ?? begins, begun(begins, terms), changes, terms).map(plain)
  counted.histories += 1
  counted.bills += bills.length
  counted.lines += bills.flatMap(({ cents }) => cents).length
  bills.forEach((bill, index) => (counted.off += Math.abs(bill.due + bill.left - sumOf(found[index]))))
  expect(found).toEqual(bills)
}

const sumOf = (bill: PlainBill | undefined) => bill?.cents.reduce((sum, cents) => sum + cents, 0) ?? NaN

const parts = (list: string, by: string) =>
  list
    .split(by)
    .map((part) => part.trim())
    .filter(Boolean)

function historyOf(row: string): History {
  const [what = '', head = '', changed = '', billed = ''] = row.split('|').map((cell) => cell.trim())
  const [, interval, begins = '', price] = /^(month|year) (\S+) @(\d+)$/.exec(head) ?? []
  const terms = { interval: interval as 'month' | 'year', priceCents: Number(price), currency: 'usd' }
  return { what, begins, terms, changes: parts(changed, ',').map(changeOf), bills: parts(billed, ';').map(billOf) }
}

function changeOf(text: string): SeatChange {
  const [, when = '', zone, before, after] = /^([^@ ]+)(?:@(\S+))? (\d+)>(\d+)$/.exec(text) ?? []
  return { on: zone ? dayIn(new Date(when), zone) : when, before: Number(before), after: Number(after) }
}

function billOf(text: string): PlainBill {
  const [, on = '', lines = '', due, left = '0'] = /^(\S+):(.*)= (\d+)(?: left (-\d+))?$/.exec(text) ?? []
  return { on, cents: parts(lines, ' ').map(Number), due: Number(due), left: Number(left) }
}

const byHand = parts(billsByHand, '\n').map(historyOf)

test.each(byHand)('billed as by hand: $what', (history) => judge(history))

test('the oracle agrees with every bill computed by hand, of which there are enough', () => {
  for (const { begins, terms, changes, bills } of byHand) {
    expect(plainBills(begins, terms, changes, bills.length)).toEqual(bills)
  }
  expect(byHand.flatMap(({ bills }) => bills.flatMap(({ cents }) => cents)).length).toBeGreaterThan(100)
})

/** The same numbers every time, from a seed: so many below `below`. */
function* numbers(seed: number): Generator<number, never, number> {
  let state = seed
  for (let below = 1; ;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    below = yield Math.floor((state / 0x80000000) * below)
  }
}

/** A history as chance has it: begun on a day that is often a month's end or a leap day, changed several times in a day. */
function anyHistory(seed: number): History {
  const source = numbers(seed * 7919 + 1)
  source.next()
  const any = (below: number) => source.next(below).value
  const pick = <T>(list: readonly T[]) => list[any(list.length)]!
  const interval = pick(['month', 'month', 'year'] as const)
  const terms = { interval, priceCents: pick([600, 600, 7200, 999, 1, 5, 1333, 100_000]), currency: 'usd' }
  const begins = pick([
    '2027-01-31',
    '2028-02-29',
    '2027-02-28',
    '2027-12-31',
    '2027-08-30',
    '2027-05-01',
    '2028-01-29',
  ])
  const days = interval === 'month' ? 150 : 1400
  const when = Array.from({ length: any(9) }, () => any(days)).sort((one, other) => one - other)
  let seats = 1
  const changes = when.flatMap((number) => {
    const on = new Date(Date.parse(`${begins}T00:00:00Z`) + number * 86_400_000).toISOString().slice(0, 10)
    return Array.from({ length: 1 + any(3) }, () => {
      const before = seats
      seats = any(2) ? any(6) : Math.max(0, before + pick([-1, 0, 1]))
      return { on, before, after: seats }
    })
  })
  const bills = plainBills(begins, terms, changes, interval === 'month' ? 6 : 4)
  return { what: `${seed}`, begins, terms, changes, bills }
}

test('billed as the oracle does, over 300 histories of chance', () => {
  for (let seed = 1; seed <= 300; seed++) judge(anyHistory(seed))
  expect(counted.histories).toBeGreaterThan(300)
  expect(counted.off).toBe(0)
})
