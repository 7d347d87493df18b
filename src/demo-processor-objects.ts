import { randomBytes } from 'node:crypto'
import { now } from './platform/clock.ts'

/** What the stand-in keeps, in the shapes Stripe's API has and as much of them as is asked for. */
export interface Kept {
  customers: Record<string, Customer>
  cards: Record<string, Card>
  sessions: Record<string, Session>
  invoices: Record<string, Invoice>
  /** Every payment there was. */
  charges: { invoice: string; card: string; cents: number }[]
  /** Idempotency key -> the request it came with, and its answer. */
  answers: Record<string, { request: string; status: number; body: object }>
}

interface Customer {
  id: string
  object: 'customer'
  name: string
  created: number
  metadata: Metadata
  invoice_settings: { default_payment_method: string | null }
}

interface Card {
  id: string
  object: 'payment_method'
  customer: string
  created: number
  /** Whether its bank says no. */
  declines: boolean
}

export interface Session {
  id: string
  object: 'checkout.session' | 'billing_portal.session'
  customer: string
  created: number
  status: 'open' | 'complete' | 'expired'
  url: string
  success_url: string
  cancel_url: string
  metadata: Metadata
  setup_intent: { id: string; payment_method: string } | null
}

export interface Invoice {
  id: string
  object: 'invoice'
  customer: string
  status: 'draft' | 'open' | 'paid' | 'void'
  currency: string
  total: number
  attempted: boolean
  created: number
  metadata: Metadata
  lines: { object: 'list'; has_more: false; data: { amount: number; description: string }[] }
}

type Metadata = Record<string, string>
/** A form as the API takes it: nested, its leaves text. */
export interface Form {
  [name: string]: string | Form | Form[] | undefined
}

/** An answer that refuses, as Stripe words it. */
export class Refused extends Error {
  readonly status: number
  readonly body: object

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.body = { error: { type: status === 402 ? 'card_error' : 'invalid_request_error', code, message } }
  }
}

export const nothing = (): Kept => ({ customers: {}, cards: {}, sessions: {}, invoices: {}, charges: [], answers: {} })

export const newId = (prefix: string) => `${prefix}_${randomBytes(9).toString('hex')}`
export const seconds = () => Math.floor(now().getTime() / 1000)
export const text = (form: Form, name: string) => (typeof form[name] === 'string' ? form[name] : '')
const metadataIn = (form: Form) => (form['metadata'] ?? {}) as Metadata

function found<T>(of: Record<string, T>, id: string): T {
  const it = of[id]
  if (!it) throw new Refused(404, 'resource_missing', `No such object: '${id}'`)
  return it
}

export function createCustomer(kept: Kept, form: Form): Customer {
  const customer = { id: newId('cus'), object: 'customer' as const, name: text(form, 'name'), created: seconds() }
  return (kept.customers[customer.id] = {
    ...customer,
    metadata: metadataIn(form),
    invoice_settings: { default_payment_method: null },
  })
}

export const customerOf = (kept: Kept, id: string) => found(kept.customers, id)

/** Changes the card that is charged. */
export function changeCustomer(kept: Kept, id: string, form: Form): Customer {
  const card = text((form['invoice_settings'] ?? {}) as Form, 'default_payment_method')
  if (found(kept.cards, card).customer !== id) throw new Refused(400, 'resource_missing', 'not a card of this customer')
  const customer = customerOf(kept, id)
  customer.invoice_settings.default_payment_method = card
  return customer
}

export function addCard(kept: Kept, customer: string, declines: boolean): Card {
  const card = { id: newId('pm'), object: 'payment_method' as const, customer, created: seconds(), declines }
  return (kept.cards[card.id] = card)
}

export const cardsOf = (kept: Kept, customer: string) => ({
  object: 'list',
  has_more: false,
  data: Object.values(kept.cards)
    .filter((card) => card.customer === customer)
    .reverse(),
})

export function createSession(kept: Kept, object: Session['object'], form: Form, pagesAt: string): Session {
  const customer = customerOf(kept, text(form, 'customer')).id
  const isCheckout = object === 'checkout.session'
  if (isCheckout && text(form, 'mode') !== 'setup') throw new Refused(400, 'parameter_invalid', 'only mode setup here')
  const id = newId(isCheckout ? 'cs' : 'bps')
  const back = text(form, isCheckout ? 'success_url' : 'return_url')
  if (!URL.canParse(back)) throw new Refused(400, 'url_invalid', 'Not a valid URL')
  return (kept.sessions[id] = {
    ...{ id, object, customer, created: seconds(), status: 'open', url: `${pagesAt}/pages/${id}` },
    ...{ success_url: back, cancel_url: text(form, 'cancel_url') || back },
    ...{ metadata: metadataIn(form), setup_intent: null },
  })
}

export const sessionOf = (kept: Kept, id: string) => found(kept.sessions, id)

export function createInvoice(kept: Kept, form: Form): Invoice {
  const customer = customerOf(kept, text(form, 'customer')).id
  const id = newId('in')
  return (kept.invoices[id] = {
    ...{ id, object: 'invoice', customer, status: 'draft', currency: text(form, 'currency'), total: 0 },
    ...{ attempted: false, created: seconds(), metadata: metadataIn(form) },
    lines: { object: 'list', has_more: false, data: [] },
  })
}

export const invoiceOf = (kept: Kept, id: string) => found(kept.invoices, id)

export const invoicesOf = (kept: Kept, customer: string) => ({
  object: 'list',
  has_more: false,
  data: Object.values(kept.invoices)
    .filter((invoice) => invoice.customer === customer)
    .reverse(),
})

export function addLines(kept: Kept, id: string, form: Form): Invoice {
  const invoice = invoiceOf(kept, id)
  if (invoice.status !== 'draft') throw new Refused(400, 'invoice_not_editable', 'This invoice is no longer a draft')
  for (const line of Object.values(form['lines'] ?? {}) as Form[]) {
    const amount = Number(text(line, 'amount'))
    invoice.lines.data.push({ amount, description: text(line, 'description') })
    invoice.total += amount
  }
  return invoice
}

export function finalize(kept: Kept, id: string): Invoice {
  const invoice = invoiceOf(kept, id)
  if (invoice.status !== 'draft') throw new Refused(400, 'invoice_not_editable', 'This invoice is finalized already')
  invoice.status = 'open'
  return invoice
}

/** Charges a card with an invoice. @throws Refused where its bank says no, or the invoice was paid before */
export function pay(kept: Kept, id: string, cardId: string): Invoice {
  const invoice = invoiceOf(kept, id)
  if (invoice.status !== 'open') throw new Refused(400, 'invoice_not_open', 'This invoice is not open')
  const card = found(kept.cards, cardId)
  if (card.customer !== invoice.customer) throw new Refused(400, 'resource_missing', 'not a card of this customer')
  invoice.attempted = true
  if (card.declines) throw new Refused(402, 'card_declined', 'Your card was declined.')
  invoice.status = 'paid'
  kept.charges.push({ invoice: id, card: cardId, cents: invoice.total })
  return invoice
}

export function voided(kept: Kept, id: string): Invoice {
  const invoice = invoiceOf(kept, id)
  if (invoice.status !== 'open') throw new Refused(400, 'invoice_not_open', 'This invoice is not open')
  invoice.status = 'void'
  return invoice
}
