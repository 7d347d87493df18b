import type { SeatBill } from '../../prisma/client/client.ts'
import { processor, type Invoice } from '../platform/stripe.ts'
import { wordsOf } from './bill-words.ts'
import type { BillLine } from './bill.ts'

/** The processor takes so many lines on an invoice. */
const MOST_LINES = 200

/**
 * The processor's invoice for a bill, line by line as the bill is, to the cent or not at all. Made once: it is looked for
 * before it is made, for idempotency keys are forgotten after a day. @returns it, ready to be paid
 */
export async function invoiceFor(bill: SeatBill, customer: string): Promise<Invoice> {
  const made = bill.invoice ? await processor().invoices.retrieve(bill.invoice) : await foundOrMade(bill, customer)
  if (made.status !== 'draft') return made
  const filled = made.lines.data.length > 0 ? made : await withLines(made, bill)
  if (filled.total !== bill.dueCents) throw new Error('the invoice has another total than the bill')
  const idempotencyKey = `finalize:${bill.id}`
  return processor().invoices.finalizeInvoice(made.id, { auto_advance: false }, { idempotencyKey })
}

async function foundOrMade(bill: SeatBill, customer: string): Promise<Invoice> {
  const { data } = await processor().invoices.list({ customer, limit: 100 })
  return data.find(({ metadata }) => metadata?.['bill'] === bill.id) ?? make(bill, customer)
}

const make = ({ id, organizationId, currency }: SeatBill, customer: string): Promise<Invoice> =>
  processor().invoices.create(
    {
      ...{ customer, currency, collection_method: 'charge_automatically', auto_advance: false },
      ...{ pending_invoice_items_behavior: 'exclude', metadata: { organization: organizationId, bill: id } },
    },
    { idempotencyKey: `invoice:${id}` },
  )

function withLines({ id: invoice }: Invoice, bill: SeatBill): Promise<Invoice> {
  const all = (bill.lines as unknown as BillLine[]).filter(({ cents }) => cents !== 0)
  const lines = all.map((line) => ({ amount: line.cents, description: wordsOf(line) }))
  const one = { amount: bill.dueCents, description: 'Seats, as the Subscription page shows line by line' }
  const given = { lines: lines.length > MOST_LINES ? [one] : lines }
  return processor().invoices.addLines(invoice, given, { idempotencyKey: `lines:${bill.id}` })
}
