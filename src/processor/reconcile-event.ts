import type { System } from '../actor.ts'
import { now } from '../platform/clock.ts'
import { inOrganization } from '../platform/database.ts'
import type { Payload } from '../platform/jobs.ts'
import { followCustomer, keepCard } from '../subscriptions/keep-card.ts'
import { settleInvoice } from '../subscriptions/settle-bill.ts'

/** Fetches the object and makes ours agree with it. @returns whether it was one of ours */
type Reconciler = (actor: System, objectId: string) => Promise<boolean>

/** What an event is about -> who makes ours agree with it. Which event it was makes no difference. */
const reconcilers: Partial<Record<string, Reconciler>> = {
  'checkout.session': keepCard,
  customer: followCustomer,
  invoice: settleInvoice,
}

/**
 * Job: looks at what an event was about as it is now, so that late, repeated and reordered events do no harm. Where it
 * fails the job comes again, and the event stays received.
 */
export async function reconcileEvent({ organizationId, id = '' }: Payload): Promise<void> {
  const where = { organizationId_id: { organizationId, id } }
  const event = await inOrganization({ organizationId }, (tx) => tx.processorEvent.findUnique({ where }))
  if (event?.state !== 'received') return
  const isOurs = await reconcilers[event.objectType]?.({ kind: 'System', organizationId }, event.objectId)
  const data = { state: isOurs ? 'done' : 'ignored', settledAt: now() }
  await inOrganization({ organizationId }, (tx) => tx.processorEvent.update({ where, data }))
}
