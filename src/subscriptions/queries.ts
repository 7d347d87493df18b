import type { StaffActor } from '../actor.ts'
import { fold } from '../fields.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import type { BillLine } from './bill.ts'
import { checkedSeating, everyStaff, keepsOne, seatingOf, type Person } from './check-seating.ts'
import { nextRenewal } from './renewals.ts'
import { billedSeats, mayHaveSeat } from './rules.ts'
import { differenceOf, rebased, type Seating, type Wish } from './seating.ts'
import { drafted, wishOf, type SeatsDraft, type SeatsForm } from './seats-form.ts'
import { subscriptionOf } from './subscription.ts'

/** How many people the search shows at once. */
const FOUND = 20

/** Everything the Subscription page shows, with a pending list where there is one. */
export async function subscriptionPage(actor: StaffActor, wish?: Wish, search?: string) {
  authorize(actor, 'subscription.view')
  return inOrganization(actor, async (tx) => {
    const subscription = await subscriptionOf(tx, actor)
    const current = seatingOf(subscription)
    const staff = await everyStaff(tx)
    const eligible = staff.filter(mayHaveSeat)
    // others may have saved meanwhile: what they did is told, and the pending list goes on from there
    const pending = wish ? rebased(current, known(wish, [...current.ids, ...eligible.map(({ id }) => id)])) : current
    return {
      ...{ subscription, current, pending, people: byId(staff), bills: await billsSoFar(tx) },
      meanwhile: differenceOf(wish?.had ?? current, current),
      renewal: nextRenewal(subscription.standing, subscription.changes, subscription.terms),
      found: search === undefined ? null : matching(eligible, pending, search),
      search: search ?? '',
    }
  })
}

/** The same page after a button of the pending list; nothing is saved. @throws RuleBroken */
export async function draftSeats(actor: StaffActor, form: SeatsDraft) {
  const wish = wishOf(drafted(form))
  authorize(actor, 'subscription.view')
  await inOrganization(actor, async (tx) => checkedSeating(tx, seatingOf(await subscriptionOf(tx, actor)), wish))
  return subscriptionPage(actor, wish, form.find || form.listed ? (form.search ?? '') : undefined)
}

/** What saving a pending list would change, in people and in money. @throws RuleBroken */
export async function previewSeats(actor: StaffActor, form: SeatsForm) {
  authorize(actor, 'subscription.change')
  return inOrganization(actor, async (tx) => {
    const subscription = await subscriptionOf(tx, actor)
    const current = seatingOf(subscription)
    const seating = await checkedSeating(tx, current, wishOf(form))
    keepsOne(current, seating)
    const { standing, changes, terms, today } = subscription
    const billed = ({ ids }: Seating) => billedSeats(subscription.row.state, ids.length)
    const change = { on: today, before: billed(current), after: billed(seating) }
    return {
      ...{ subscription, current, seating, difference: differenceOf(current, seating) },
      people: byId(await everyStaff(tx)),
      renewal: nextRenewal(standing, [...changes, change], terms),
    }
  })
}

const byId = (staff: Person[]) => new Map(staff.map((person) => [person.id, person]))

/** A wish without those who are not to be chosen. */
const known = ({ had, wanted }: Wish, ids: string[]): Wish => ({
  had,
  wanted: { ...wanted, ids: wanted.ids.filter((id) => ids.includes(id)) },
})

/** Those who may have a seat and have none in the pending list, whose name has words beginning with each word typed. */
function matching(eligible: Person[], { ids }: Seating, search: string): Person[] {
  const wanted = fold(search).split(' ')
  const fits = ({ name }: Person) => {
    const words = fold(name).split(' ')
    return wanted.every((beginning) => words.some((word) => word.startsWith(beginning)))
  }
  return eligible.filter((person) => !ids.includes(person.id) && fits(person)).slice(0, FOUND)
}

/** The bills there have been, newest first. */
async function billsSoFar(tx: Tx) {
  const bills = await tx.seatBill.findMany({ orderBy: { renewedOn: 'desc' }, take: 12 })
  return bills.map((bill) => ({ ...bill, lines: bill.lines as unknown as BillLine[] }))
}
