import { join } from 'node:path'
import express, { Router } from 'express'
import type { DemoProcessor } from './demo-processor.ts'
import { invoicesOf, sessionOf, type Invoice, type Session } from './demo-processor-objects.ts'
import { showMoney } from './platform/money.ts'
import { root } from './platform/root.ts'

/** The pages of the stand-in, where Stripe would ask for a card: here one chooses what the card's bank will say. */
export function pagesRouter(processor: DemoProcessor): Router {
  const router = Router()
  router.use('/public', express.static(join(root, 'public')))
  router.get('/pages/:id', (request, response) => {
    const session = sessionOf(processor.kept, request.params.id)
    const invoices = invoicesOf(processor.kept, session.customer).data
    response.type('html').send(session.object === 'checkout.session' ? checkout(session) : portal(session, invoices))
  })
  router.post('/pages/:id/:act', async (request, response) => {
    const { id, act } = request.params
    const session = sessionOf(processor.kept, id)
    const declines = act === 'decline'
    if (session.object === 'checkout.session') await processor.keepCard(id, { declines })
    else if (act === 'pay') await processor.payInvoice(String((request.body as { invoice?: string }).invoice))
    else await processor.changeCard(session.customer, { declines })
    response.redirect(303, session.object === 'checkout.session' ? session.success_url : session.url)
  })
  return router
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<"]/g, (sign) => escapes[sign] ?? sign)

const page = (title: string, body: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="stylesheet" href="/public/app.css"></head>
<body><main class="main stack"><p class="note">This stands in for the card processor. No card is asked for, and nothing is charged.</p>
<h1>${title}</h1>${body}</main></body></html>`

const button = ({ id }: Session, act: string, label: string, fields = '') =>
  `<form method="post" action="/pages/${id}/${act}">${fields}<button class="btn">${label}</button></form>`

const checkout = (session: Session) =>
  page(
    'Keep a card',
    `<section class="card stack">${button(session, 'keep', 'Keep a card that works')}
    ${button(session, 'decline', 'Keep a card that will be declined')}
    <p><a href="${escaped(session.cancel_url)}">Go back without a card</a></p></section>`,
  )

const portal = (session: Session, invoices: Invoice[]) =>
  page(
    'Cards and invoices',
    `<section class="card stack"><h2>Card</h2>${button(session, 'keep', 'Use a card that works')}
    ${button(session, 'decline', 'Use a card that will be declined')}</section>
    <section class="card stack"><h2>Invoices</h2>${invoices.map((each) => invoiceLine(session, each)).join('') || '<p>None yet.</p>'}</section>
    <p><a href="${escaped(session.success_url)}">Back</a></p>`,
  )

const invoiceLine = (session: Session, { id, total, currency, status, lines }: Invoice) => `
  <div><p><strong>${showMoney(total, currency || 'usd')}</strong>, ${status}</p>
  <ul>${lines.data.map((line) => `<li>${escaped(line.description)}: ${showMoney(line.amount, currency)}</li>`).join('')}</ul>
  ${status === 'open' ? button(session, 'pay', 'Pay it', `<input type="hidden" name="invoice" value="${id}">`) : ''}</div>`
