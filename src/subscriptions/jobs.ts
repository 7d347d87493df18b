import { atEntry, inOrganization } from '../platform/database.ts'
import { enqueue, type Payload } from '../platform/jobs.ts'
import { keepRenewals, lockSubscription, subscriptionOf } from './subscription.ts'

/** Job: keeps the renewals of a practice's subscription, each with its bill. */
export async function renewSeats({ organizationId }: Payload): Promise<void> {
  await inOrganization({ organizationId }, async (tx) => {
    await lockSubscription(tx, { organizationId })
    await keepRenewals(tx, await subscriptionOf(tx, { organizationId }))
  })
}

/** Sweep, every hour, for days begin at different hours: one job for each organization. */
export async function findRenewals(): Promise<void> {
  for (const { id: organizationId } of await atEntry((tx) => tx.organization.findMany({ select: { id: true } }))) {
    await inOrganization({ organizationId }, (tx) => enqueue(tx, 'seats.renew', { organizationId }))
  }
}
