import type { StaffActor } from '../actor.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { checkedSeating, keepsOne, seatingOf } from './check-seating.ts'
import { giveSeats } from './give-seats.ts'
import { differenceOf, isSame } from './seating.ts'
import { wishOf, type SeatsForm } from './seats-form.ts'
import { keepRenewals, lockSubscription, subscriptionOf } from './subscription.ts'

/**
 * Update Subscribed Staff List: those added have a seat from the next request on, those removed have none, and the free one
 * is whose it should be. All of it, or nothing. @returns whether anything was changed
 */
export async function changeSeats(actor: StaffActor, form: SeatsForm): Promise<boolean> {
  authorize(actor, 'subscription.change')
  return inOrganization(actor, async (tx) => {
    await lockSubscription(tx, actor)
    const subscription = await subscriptionOf(tx, actor)
    const current = seatingOf(subscription)
    const seating = await checkedSeating(tx, current, wishOf(form))
    keepsOne(current, seating)
    if (isSame(differenceOf(current, seating))) return false
    await keepRenewals(tx, subscription)
    await giveSeats(tx, actor, subscription, seating)
    return true
  })
}
