import type { Prisma, SeatBill } from '../../prisma/client/client.ts'
import { now } from '../platform/clock.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { enqueueAll, type Payload } from '../platform/jobs.ts'
import { isRefusal, processor, processorIsSetUp, type Invoice } from '../platform/stripe.ts'
import { dayFromText, dayIn, dayText, daysAfter } from '../platform/time.ts'
import { cardOf, customerOf } from './customer.ts'
import { invoiceFor } from './make-invoice.ts'
import { TRY_AFTER_DAYS } from './rules.ts'
import { settleBill } from './settle-bill.ts'

/** Has the open bills charged that are meant, a job each. */
export async function chargeBills(
  tx: Tx,
  { organizationId }: { organizationId: string },
  which: Prisma.SeatBillWhereInput,
): Promise<void> {
  const where = { AND: [{ state: 'open' }, which] }
  const bills = await tx.seatBill.findMany({ where, select: { id: true }, orderBy: { renewedOn: 'asc' } })
  const jobs = bills.map(({ id }) => ({ organizationId, id }))
  if (jobs.length > 0) await enqueueAll(tx, 'seats.charge', jobs)
}

/**
 * Job: has an open bill paid with the card that is kept, and makes ours agree with what became of it. However often it
 * comes, a bill has one invoice, an invoice is paid once, and a card is tried once a day.
 */
export async function chargeBill({ organizationId, id = '' }: Payload): Promise<void> {
  if (!processorIsSetUp()) return
  const actor = { kind: 'System', organizationId } as const
  const where = { organizationId_id: { organizationId, id } }
  const { bill, today } = await inOrganization(actor, async (tx) => {
    const { timeZone } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } })
    return { bill: await tx.seatBill.findUnique({ where }), today: dayIn(now(), timeZone) }
  })
  if (bill?.state !== 'open') return
  const customer = await customerOf(actor)
  const invoice = await invoiceFor(bill, customer)
  await inOrganization(actor, (tx) =>
    tx.seatBill.updateMany({ where: { id, state: 'open' }, data: { invoice: invoice.id } }),
  )
  await tryToPay(invoice, await cardOf(customer), `pay:${id}:${today}`)
  const next = nextTry(bill, today)
  await inOrganization(actor, (tx) => tx.seatBill.updateMany({ where: { id, state: 'open' }, data: next }))
  await settleBill(actor, await processor().invoices.retrieve(invoice.id), true)
}

async function tryToPay({ id, status }: Invoice, card: string | null, key: string): Promise<void> {
  if (status !== 'open' || !card) return
  const idempotencyKey = `${key}:${card}`
  await processor()
    .invoices.pay(id, { payment_method: card }, { idempotencyKey })
    .catch((error: unknown) => {
      if (!isRefusal(error)) throw error
    })
}

/** The next day of the table that lies ahead, if there is one. */
function nextTry({ renewedOn }: SeatBill, today: string): { nextTryOn: Date | null } {
  const days = TRY_AFTER_DAYS.map((after) => dayText(daysAfter(renewedOn, after)))
  const next = days.find((day) => day > today)
  return { nextTryOn: next ? dayFromText(next) : null }
}
