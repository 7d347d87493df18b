import { inOrganization } from '../platform/database.ts'
import { idOf, processor } from '../platform/stripe.ts'

interface Acting {
  organizationId: string
}

/** Who the practice is at the card processor; made there, with its name and nothing of any person, where it is nobody yet. */
export async function customerOf({ organizationId }: Acting): Promise<string> {
  const { name, subscription } = await inOrganization({ organizationId }, (tx) =>
    tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { name: true, subscription: { select: { processorCustomer: true } } },
    }),
  )
  if (subscription?.processorCustomer) return subscription.processorCustomer
  const idempotencyKey = `customer:${organizationId}:${encodeURIComponent(name)}`.slice(0, 255)
  const customer = { name, metadata: { organization: organizationId } }
  const { id } = await processor().customers.create(customer, { idempotencyKey })
  const where = { organizationId, processorCustomer: null }
  return inOrganization({ organizationId }, async (tx) => {
    await tx.subscription.updateMany({ where, data: { processorCustomer: id } })
    // of two who ask at once the first is kept
    const kept = await tx.subscription.findFirst({ select: { processorCustomer: true } })
    return kept?.processorCustomer ?? id
  })
}

/** The card that is charged: the one chosen there, or where none was, the newest; null where there is none. */
export async function cardOf(customerId: string): Promise<string | null> {
  const customer = await processor().customers.retrieve(customerId)
  if (customer.deleted) return null
  const chosen = idOf(customer.invoice_settings.default_payment_method)
  if (chosen) return chosen
  const { data } = await processor().customers.listPaymentMethods(customerId, { limit: 1 })
  return idOf(data[0])
}
