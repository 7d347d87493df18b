import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express, type Request } from 'express'
import * as objects from './demo-processor-objects.ts'
import { pagesRouter } from './demo-processor-pages.ts'
import type { ProcessorSettings } from './platform/stripe.ts'

/** Every event on its way: the body, and the header that signs it. */
type Tell = (body: string, signature: string) => Promise<unknown>

interface Given {
  tell: Tell
  /** Where it listens, and as which host people reach it. */
  host?: string
  pagesHost?: string
  /** Keeps what it knows between starts. */
  file?: string
}

/** How it behaves towards whoever asks. */
export type Mood = 'answers' | 'refuses' | 'hangs' | 'does it and breaks off'

/**
 * Stands in for Stripe in the demonstration and in the tests: the real SDK talks to it over HTTP, it keeps customers, cards
 * and invoices, has pages where a card is kept or declined, and sends signed events. Real cards are not asked for.
 */
export class DemoProcessor {
  kept = objects.nothing()
  mood: Mood = 'answers'
  /** Every request to its API: method, path and idempotency key. */
  readonly asked: { what: string; key: string | null; body: string }[] = []
  readonly secrets = { secretKey: 'sk_test_standin', webhookSecret: 'whsec_standin' }
  url = ''
  readonly #given: Given
  readonly #server: Server

  constructor(given: Given) {
    this.#given = given
    if (given.file && existsSync(given.file)) {
      this.kept = JSON.parse(readFileSync(given.file, 'utf8')) as objects.Kept
    }
    this.#server = createServer(this.#app())
  }

  /** Listens on a free port. @returns how the application reaches it */
  async open(): Promise<ProcessorSettings> {
    this.#server.listen(0, this.#given.host ?? '127.0.0.1')
    await once(this.#server, 'listening')
    this.url = `http://${this.#given.pagesHost ?? '127.0.0.1'}:${(this.#server.address() as AddressInfo).port}`
    return { ...this.secrets, apiBase: this.url }
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((closed) => this.#server.close(closed))
  }

  /** What somebody does on the page of a Checkout: keeps a card, which its bank will accept or not. */
  async keepCard(sessionId: string, { declines = false } = {}): Promise<void> {
    const session = objects.sessionOf(this.kept, sessionId)
    const card = objects.addCard(this.kept, session.customer, declines)
    session.status = 'complete'
    session.setup_intent = { id: objects.newId('seti'), payment_method: card.id }
    await this.tell('checkout.session.completed', session)
  }

  /** What somebody does on the page of their cards and invoices. */
  async changeCard(customerId: string, { declines = false } = {}): Promise<void> {
    const { id } = objects.addCard(this.kept, customerId, declines)
    const change = { invoice_settings: { default_payment_method: id } }
    await this.tell('customer.updated', objects.changeCustomer(this.kept, customerId, change))
  }

  async payInvoice(id: string): Promise<void> {
    const { customer } = objects.invoiceOf(this.kept, id)
    await this.tell('invoice.paid', objects.pay(this.kept, id, objects.addCard(this.kept, customer, false).id))
  }

  /** Sends a signed event about an object as it is now. */
  async tell(type: string, object: object): Promise<void> {
    this.keep()
    const [id, created] = [objects.newId('evt'), objects.seconds()]
    const body = JSON.stringify({ id, object: 'event', type, created, livemode: false, data: { object } })
    const mac = createHmac('sha256', this.secrets.webhookSecret).update(`${created}.${body}`).digest('hex')
    await this.#given.tell(body, `t=${created},v1=${mac}`)
  }

  keep(): void {
    if (this.#given.file) writeFileSync(this.#given.file, JSON.stringify(this.kept), { mode: 0o600 })
  }

  #app(): Express {
    const app = express().disable('x-powered-by')
    app.use(express.urlencoded({ extended: true }))
    app.use('/v1', (request, response) => {
      const key = request.get('idempotency-key') ?? null
      const body = JSON.stringify(request.body ?? {})
      this.asked.push({ what: `${request.method} ${request.path}`, key, body })
      if (this.mood === 'hangs') return
      if (this.mood === 'refuses') return void response.status(500).json({ error: { type: 'api_error' } })
      const answer = this.#answer(request, key, `${request.method} ${request.path} ${body}`)
      if (this.mood === 'does it and breaks off') return void request.socket.destroy()
      response.status(answer.status).json(answer.body)
    })
    app.use(pagesRouter(this))
    return app
  }

  /** A key that was seen before has the answer it had, whatever became of it. */
  #answer(request: Request, key: string | null, said: string): { status: number; body: object } {
    if (request.get('authorization') !== `Bearer ${this.secrets.secretKey}`) {
      return { status: 401, body: { error: { type: 'invalid_request_error', message: 'Invalid API Key provided' } } }
    }
    const before = key === null ? undefined : this.kept.answers[key]
    if (before && before.request !== said) return { status: 400, body: { error: { type: 'idempotency_error' } } }
    if (before) return before
    const answer = this.#done(request)
    if (key !== null) this.kept.answers[key] = { request: said, ...answer }
    this.keep()
    return answer
  }

  #done(request: Request): { status: number; body: object } {
    const called = `${request.method} ${request.path}`
    const form = (request.body ?? {}) as objects.Form
    try {
      for (const [pattern, work] of this.#calls) {
        const match = pattern.exec(called)
        // what is kept goes on changing; an answer is how it was
        if (match) return { status: 200, body: structuredClone(work(match[1] ?? '', form, request)) }
      }
      throw new objects.Refused(404, 'url_invalid', `Unrecognized request URL (${called})`)
    } catch (error) {
      if (!(error instanceof objects.Refused)) throw error
      return { status: error.status, body: error.body }
    }
  }

  /** The calls that are answered; the first that fits. */
  readonly #calls: [RegExp, (id: string, form: objects.Form, request: Request) => object][] = [
    [/^POST \/customers$/, (_, form) => objects.createCustomer(this.kept, form)],
    [/^GET \/customers\/(\w+)$/, (id) => objects.customerOf(this.kept, id)],
    [/^POST \/customers\/(\w+)$/, (id, form) => objects.changeCustomer(this.kept, id, form)],
    [/^GET \/customers\/(\w+)\/payment_methods$/, (id) => objects.cardsOf(this.kept, id)],
    [/^POST \/checkout\/sessions$/, (_, form) => objects.createSession(this.kept, 'checkout.session', form, this.url)],
    [/^GET \/checkout\/sessions\/(\w+)$/, (id) => objects.sessionOf(this.kept, id)],
    [
      /^POST \/billing_portal\/sessions$/,
      (_, form) => objects.createSession(this.kept, 'billing_portal.session', form, this.url),
    ],
    [/^POST \/invoices$/, (_, form) => objects.createInvoice(this.kept, form)],
    [
      /^GET \/invoices$/,
      (_, _form, { query }) => objects.invoicesOf(this.kept, objects.text(query as objects.Form, 'customer')),
    ],
    [/^GET \/invoices\/(\w+)$/, (id) => objects.invoiceOf(this.kept, id)],
    [/^POST \/invoices\/(\w+)\/add_lines$/, (id, form) => objects.addLines(this.kept, id, form)],
    [/^POST \/invoices\/(\w+)\/finalize$/, (id) => objects.finalize(this.kept, id)],
    [/^POST \/invoices\/(\w+)\/pay$/, (id, form) => objects.pay(this.kept, id, objects.text(form, 'payment_method'))],
    [/^POST \/invoices\/(\w+)\/void$/, (id) => objects.voided(this.kept, id)],
  ]
}
