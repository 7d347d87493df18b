import { processorIsSetUp } from '../platform/stripe.ts'
import { dayBefore, dayText } from '../platform/time.ts'
import type { FormState } from '../web/submit.ts'
import { priceWords, shownBill, showPlainDay, type ShownBill } from './bill-words.ts'
import type { Person } from './check-seating.ts'
import type { previewSeats, subscriptionPage } from './queries.ts'
import type { Standing } from './renewals.ts'
import { billedSeats, paidSeats } from './rules.ts'
import { comesLater } from './seat-gives.ts'
import { differenceOf, isSame, type Difference, type Seating } from './seating.ts'

type Found = Awaited<ReturnType<typeof subscriptionPage>>
type Previewed = Awaited<ReturnType<typeof previewSeats>>
type People = Map<string, Person>

/** A line of the list of seats. */
export interface SeatRow {
  id: string
  name: string
  role: string
  seat: { words: string; look: 'good' | 'plain' | 'warn' }
  mark: 'Added' | 'Removed' | null
  /** Whether theirs is the free one, as far as the pending list goes. */
  isFree: boolean
}

export interface SubscriptionPage {
  form: FormState
  facts: { label: string; value: string }[]
  /** What a seat beyond the first costs, or null where nothing is charged. */
  price: string | null
  /** What of a seat is still to come, in words. */
  later: string | null
  rows: SeatRow[]
  /** The pending list as hidden fields. */
  fields: [name: string, value: string][]
  isPending: boolean
  /** What others have saved since the list was drawn. */
  meanwhile: string[]
  found: { id: string; name: string; role: string }[] | null
  search: string
  bill: (ShownBill & { day: string }) | null
  past: (ShownBill & { day: string; state: string | null })[]
  /** A bill could not be charged: through which day everything works; null there: the paid seats are paused. */
  unpaid: { worksThrough: string | null } | null
  /** How the bills are paid; null where no card processing is set up. */
  paying: { hasCard: boolean; hasInvoices: boolean } | null
}

export interface SeatsPreview {
  people: string[]
  money: { label: string; value: string }[]
  bill: (ShownBill & { day: string }) | null
  fields: [name: string, value: string][]
}

export function subscriptionModel(found: Found, form: FormState): SubscriptionPage {
  const { current, pending, people, subscription, renewal } = found
  const { standing, terms } = subscription
  const pendingChange = differenceOf(current, pending)
  const isFree = standing.priceCents + terms.priceCents === 0
  return {
    form,
    facts: isFree ? facts(found).slice(0, 1) : facts(found),
    price: isFree ? null : priceWords(renewal.after.priceCents, renewal.after),
    later: comesLater(),
    rows: [...pending.ids, ...pendingChange.removed].map((id) => rowOf(id, found)),
    fields: fieldsOf(current, pending),
    isPending: !isSame(pendingChange),
    meanwhile: sentencesOf(found.meanwhile, people),
    found: found.found?.map(({ id, name, role }) => ({ id, name, role: roleWords(role) })) ?? null,
    search: found.search,
    bill: renewal.bill.lines.length ? dated(shownBill(renewal.bill, standing.currency), standing) : null,
    past: found.bills.map((bill) => ({
      ...shownBill(bill, bill.currency),
      day: showPlainDay(dayText(bill.renewedOn)),
      state: stateWords[bill.state] ?? null,
    })),
    unpaid: unpaidOf(subscription.row),
    paying: processorIsSetUp() ? payingOf(subscription.row) : null,
  }
}

const unpaidOf = ({ state, graceEndsOn }: Found['subscription']['row']) =>
  state === 'current' ? null : { worksThrough: graceEndsOn && showPlainDay(dayBefore(dayText(graceEndsOn))) }

const payingOf = ({ card, processorCustomer }: Found['subscription']['row']) => ({
  hasCard: card !== null,
  hasInvoices: processorCustomer !== null,
})

/** What has become of a bill, where there is something to say. */
const stateWords: Record<string, string> = { open: 'not paid yet', paid: 'paid', void: 'taken back' }

/** What is about to be saved. */
export function previewModel({ subscription, current, seating, difference, people, renewal }: Previewed): SeatsPreview {
  const { standing } = subscription
  return {
    people: sentencesOf(difference, people),
    money: [
      { label: 'Now', value: costOf(current, subscription) },
      { label: 'From today', value: costOf(seating, subscription) },
    ],
    bill: renewal.bill.lines.length ? dated(shownBill(renewal.bill, standing.currency), standing) : null,
    fields: [...fieldsOf(current, seating), ['free', seating.free ?? '']],
  }
}

const dated = (bill: ShownBill, { renewsOn }: Standing) => ({ ...bill, day: showPlainDay(renewsOn) })

function facts({ subscription, current, renewal }: Found) {
  const { standing } = subscription
  return [
    { label: 'Seats', value: seatWords(current.ids.length) },
    { label: 'Cost now', value: costOf(current, subscription) },
    { label: 'Renewal date', value: showPlainDay(standing.renewsOn) },
    { label: 'To pay on that day', value: shownBill(renewal.bill, standing.currency).total },
  ]
}

function seatWords(seats: number): string {
  if (seats === 0) return 'None yet; the first one is free'
  const paid = paidSeats(seats)
  return paid === 0 ? '1, which is free' : `${seats}: 1 free, ${paid} paid`
}

/** What seats cost a month or a year; paused ones cost nothing. */
function costOf({ ids }: Seating, { row, standing: { priceCents, ...terms } }: Found['subscription']): string {
  const paid = paidSeats(billedSeats(row.state, ids.length))
  if (paid * priceCents === 0) return 'Nothing'
  const total = priceWords(paid * priceCents, terms)
  return paid === 1 ? total : `${total}, which is ${paid} times ${priceWords(priceCents, terms)}`
}

function rowOf(id: string, { subscription, current, pending, people }: Found): SeatRow {
  const { name = 'Somebody', role = '' } = people.get(id) ?? {}
  const state = subscription.seats.find((seat) => seat.staffId === id)?.state
  const isFree = pending.free === id
  const isWanted = pending.ids.includes(id)
  return {
    ...{ id, name, role: roleWords(role), isFree },
    mark: !isWanted ? 'Removed' : current.ids.includes(id) ? null : 'Added',
    seat: isFree
      ? { words: 'Free', look: 'good' }
      : state === 'paused'
        ? { words: 'Paused', look: 'warn' }
        : { words: 'Paid', look: 'plain' },
  }
}

const roleWords = (role: string) => role.slice(0, 1).toUpperCase() + role.slice(1)

const fieldsOf = (current: Seating, pending: Seating): [string, string][] => [
  ['had', current.ids.join(' ')],
  ['hadFree', current.free ?? ''],
  ['seats', pending.ids.join(' ')],
]

function sentencesOf({ added, removed, freed }: Difference, people: People): string[] {
  const name = (id: string) => people.get(id)?.name ?? 'Somebody'
  return [
    ...added.map((id) => `${name(id)} is added and has a seat.`),
    ...removed.map((id) => `${name(id)} is removed and has no seat.`),
    ...(freed ? [`The free seat is ${name(freed)}’s.`] : []),
  ]
}
