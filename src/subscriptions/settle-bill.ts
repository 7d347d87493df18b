import type { SeatBill } from '../../prisma/client/client.ts'
import type { System } from '../actor.ts'
import { record } from '../audit.ts'
import { now } from '../platform/clock.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { log } from '../platform/log.ts'
import { idOf, processor, type Invoice } from '../platform/stripe.ts'
import { dayFromText, dayIn, dayText } from '../platform/time.ts'
import { hearFailed, hearPaid } from './grace.ts'
import { afterBillAction, type BillAction } from './rules.ts'
import { lockSubscription } from './subscription.ts'

/** An invoice as it is now. @returns whether it was one of this practice's */
export const settleInvoice = async (actor: System, invoiceId: string): Promise<boolean> =>
  settleBill(actor, await processor().invoices.retrieve(invoiceId))

/** Makes a bill agree with its invoice: nothing is paid until the processor says so, and what is paid stays paid. */
export async function settleBill(actor: System, invoice: Invoice, wasTried = invoice.attempted): Promise<boolean> {
  return inOrganization(actor, async (tx) => {
    await lockSubscription(tx, actor)
    const bill = await billOf(tx, actor, invoice)
    if (bill?.state !== 'open') return bill !== null
    if (invoice.status === 'paid') await settle(tx, actor, bill, 'pay')
    else if (invoice.status === 'void') await settle(tx, actor, bill, 'void')
    else if (invoice.status === 'open' && wasTried) await fail(tx, actor, bill)
    return true
  })
}

/** The bill that an invoice was made for, where all of it agrees: practice, customer, amount and currency. */
async function billOf(tx: Tx, { organizationId }: System, invoice: Invoice): Promise<SeatBill | null> {
  const id = invoice.metadata?.['bill'] ?? ''
  const where = { organizationId_id: { organizationId, id } }
  const bill = isId(id) ? await tx.seatBill.findUnique({ where }) : null
  if (!bill) return null
  const { processorCustomer } = await tx.subscription.findUniqueOrThrow({ where: { organizationId } })
  const agrees =
    idOf(invoice.customer) === processorCustomer &&
    (bill.invoice ?? invoice.id) === invoice.id &&
    invoice.total === bill.dueCents &&
    invoice.currency === bill.currency
  if (!agrees) log.warn({ invoice: invoice.id }, 'an invoice that does not agree with its bill')
  return agrees ? bill : null
}

async function settle(tx: Tx, actor: System, { id, state }: SeatBill, heard: BillAction): Promise<void> {
  const data = { state: afterBillAction(state, heard), settledAt: now(), nextTryOn: null }
  await tx.seatBill.update({ where: { organizationId_id: { organizationId: actor.organizationId, id } }, data })
  await hearPaid(tx, actor)
  await record(tx, actor, heard === 'pay' ? 'seat-bill.paid' : 'seat-bill.voided', id)
}

async function fail(tx: Tx, actor: System, { id, failedOn }: SeatBill): Promise<void> {
  const { organizationId } = actor
  const { timeZone } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } })
  const today = dayIn(now(), timeZone)
  if (failedOn && dayText(failedOn) === today) return
  const data = { failedOn: dayFromText(today) }
  await tx.seatBill.update({ where: { organizationId_id: { organizationId, id } }, data })
  await record(tx, actor, 'seat-bill.failed', id)
  await hearFailed(tx, actor)
}
