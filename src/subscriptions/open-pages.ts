import type { StaffActor } from '../actor.ts'
import { RuleBroken } from '../errors.ts'
import { inOrganization } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { linkTo } from '../platform/mail.ts'
import { isProcessorError, processor, processorIsSetUp } from '../platform/stripe.ts'
import { authorize } from '../policy.ts'
import { customerOf } from './customer.ts'

const SUBSCRIPTION = '/staff/organization/client-portal/subscription'

/**
 * Begins a Checkout in which a card is kept for the bills to come; nothing is charged in it. Card numbers never touch us.
 * @returns the address of its page. @throws RuleBroken where the processor cannot be reached
 */
export async function openCheckout(actor: StaffActor): Promise<string> {
  authorize(actor, 'subscription.pay')
  const { organizationId } = actor
  return atProcessor(async () => {
    const { currency } = await subscriptionRow(actor)
    const session = await processor().checkout.sessions.create(
      {
        ...{ mode: 'setup', customer: await customerOf(actor), currency, metadata: { organization: organizationId } },
        ...{ success_url: linkTo(`${SUBSCRIPTION}/card`), cancel_url: linkTo(SUBSCRIPTION) },
      },
      { idempotencyKey: newId() },
    )
    return session.url ?? ''
  })
}

/** Cards and invoices: the processor's own page. @returns its address. @throws RuleBroken where nothing is there yet */
export async function openInvoices(actor: StaffActor): Promise<string> {
  authorize(actor, 'subscription.pay')
  return atProcessor(async () => {
    const { processorCustomer: customer } = await subscriptionRow(actor)
    if (!customer) throw new RuleBroken('There are no invoices yet. Please keep a card first.')
    const opened = { customer, return_url: linkTo(SUBSCRIPTION) }
    return (await processor().billingPortal.sessions.create(opened, { idempotencyKey: newId() })).url
  })
}

/** Whether a card is kept, as far as the processor has told. */
export async function cardIsKept(actor: StaffActor): Promise<boolean> {
  authorize(actor, 'subscription.pay')
  return (await subscriptionRow(actor)).card !== null
}

const subscriptionRow = ({ organizationId }: StaffActor) =>
  inOrganization({ organizationId }, (tx) => tx.subscription.findUniqueOrThrow({ where: { organizationId } }))

async function atProcessor(work: () => Promise<string>): Promise<string> {
  if (!processorIsSetUp()) throw new RuleBroken('This installation has no card processing for seats.')
  try {
    return await work()
  } catch (error) {
    if (!isProcessorError(error)) throw error
    throw new RuleBroken(
      'The card processor does not answer at the moment. Nothing was charged. Please try again in a few minutes.',
    )
  }
}
