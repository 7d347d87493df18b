import type { Member } from '../actor.ts'
import type { Tx } from '../platform/database.ts'
import { everyStaff, seatingOf } from './check-seating.ts'
import { giveSeats } from './give-seats.ts'
import { mayHaveSeat } from './rules.ts'
import { settled } from './seating.ts'
import { keepRenewals, lockSubscription, subscriptionOf } from './subscription.ts'

/**
 * Ends the seat of somebody who is deactivated or may have none any more, within the operation that does so; nothing where
 * they have none. A free seat goes to whoever has had theirs longest. Where nobody has one and a single therapist or
 * administrator is left, it is theirs: a solo practice has its seat without doing anything.
 */
export async function releaseSeat(tx: Tx, actor: Member, staffId: string): Promise<void> {
  await lockSubscription(tx, actor)
  const subscription = await subscriptionOf(tx, actor)
  const current = seatingOf(subscription)
  if (!current.ids.includes(staffId)) return
  const others = current.ids.filter((id) => id !== staffId)
  const left = (await everyStaff(tx)).filter((person) => person.id !== staffId && mayHaveSeat(person))
  const solo = others.length === 0 && left.length === 1 ? left.map(({ id }) => id) : []
  await keepRenewals(tx, subscription)
  await giveSeats(tx, actor, subscription, settled(current, { ids: [...others, ...solo], free: null }))
}
