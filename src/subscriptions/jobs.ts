import { forEveryOrganization } from '../every-organization.ts'
import { inOrganization } from '../platform/database.ts'
import { enqueue, type Payload } from '../platform/jobs.ts'
import { dayFromText } from '../platform/time.ts'
import { chargeBills } from './charge-bill.ts'
import { passGrace } from './grace.ts'
import { keepRenewals, lockSubscription, subscriptionOf } from './subscription.ts'

/** Job: keeps the renewals of a practice's subscription, each with its bill, and has those charged that are to be; a day of grace may pass. */
export async function renewSeats({ organizationId }: Payload): Promise<void> {
  const actor = { kind: 'System', organizationId } as const
  await inOrganization(actor, async (tx) => {
    await lockSubscription(tx, actor)
    const subscription = await subscriptionOf(tx, actor)
    await keepRenewals(tx, subscription)
    await passGrace(tx, actor, { ...subscription, renewals: [] })
    await chargeBills(tx, actor, { nextTryOn: { lte: dayFromText(subscription.today) } })
  })
}

/** Sweep, every hour, for days begin at different hours: one job for each organization. */
export async function findRenewals(): Promise<void> {
  await forEveryOrganization((acting) => inOrganization(acting, (tx) => enqueue(tx, 'seats.renew', acting)))
}
