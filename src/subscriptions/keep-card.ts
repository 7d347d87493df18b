import type { System } from '../actor.ts'
import { record } from '../audit.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { idOf, processor } from '../platform/stripe.ts'
import { chargeBills } from './charge-bill.ts'
import { cardOf } from './customer.ts'
import { lockSubscription } from './subscription.ts'

/**
 * A Checkout as it is now: where it is complete, its card is the one that is charged from then on, and what is open is tried
 * with it. An older one that is heard of later changes nothing. @returns whether it was this practice's
 */
export async function keepCard(actor: System, sessionId: string): Promise<boolean> {
  const session = await processor().checkout.sessions.retrieve(sessionId, { expand: ['setup_intent'] })
  const keptAt = new Date(session.created * 1000)
  const row = await inOrganization(actor, (tx) => rowOf(tx, actor))
  const customer = idOf(session.customer)
  if (!customer || customer !== row.processorCustomer) return false
  const intent = typeof session.setup_intent === 'string' ? null : session.setup_intent
  const card = idOf(intent?.payment_method)
  if (session.status !== 'complete' || !card || (row.cardKeptAt && row.cardKeptAt >= keptAt)) return true
  const chosen = { invoice_settings: { default_payment_method: card } }
  await processor().customers.update(customer, chosen, { idempotencyKey: `card:${sessionId}` })
  await inOrganization(actor, async (tx) => {
    await lockSubscription(tx, actor)
    await tx.subscription.update({ where: { organizationId: actor.organizationId }, data: { cardKeptAt: keptAt } })
  })
  return followCustomer(actor, customer)
}

/** The practice's customer as it is now: which card is charged; a new one tries what is open at once. */
export async function followCustomer(actor: System, customerId: string): Promise<boolean> {
  const card = await cardOf(customerId)
  return inOrganization(actor, async (tx) => {
    await lockSubscription(tx, actor)
    const row = await rowOf(tx, actor)
    if (row.processorCustomer !== customerId) return false
    if (row.card === card) return true
    await tx.subscription.update({ where: { organizationId: actor.organizationId }, data: { card } })
    await record(tx, actor, card ? 'subscription.card-kept' : 'subscription.card-gone', actor.organizationId)
    if (card) await chargeBills(tx, actor, {})
    return true
  })
}

const rowOf = (tx: Tx, { organizationId }: System) => tx.subscription.findUniqueOrThrow({ where: { organizationId } })
