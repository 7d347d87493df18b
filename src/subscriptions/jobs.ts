import { atEntry, inOrganization } from '../platform/database.ts'
import { enqueue, type Payload } from '../platform/jobs.ts'
import { dayFromText } from '../platform/time.ts'
import { chargeBills } from './charge-bill.ts'
import { keepRenewals, lockSubscription, subscriptionOf } from './subscription.ts'

/** Job: keeps the renewals of a practice's subscription, each with its bill, and has those charged that are to be. */
export async function renewSeats({ organizationId }: Payload): Promise<void> {
  await inOrganization({ organizationId }, async (tx) => {
    await lockSubscription(tx, { organizationId })
    const subscription = await subscriptionOf(tx, { organizationId })
    await keepRenewals(tx, subscription)
    await chargeBills(tx, { organizationId }, { nextTryOn: { lte: dayFromText(subscription.today) } })
  })
}

/** Sweep, every hour, for days begin at different hours: one job for each organization. */
export async function findRenewals(): Promise<void> {
  for (const { id: organizationId } of await atEntry((tx) => tx.organization.findMany({ select: { id: true } }))) {
    await inOrganization({ organizationId }, (tx) => enqueue(tx, 'seats.renew', { organizationId }))
  }
}
