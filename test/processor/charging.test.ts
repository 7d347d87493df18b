import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ada, elm, eve, harbor, nia, theo } from '../../prisma/cast.ts'
import { setClock } from '../../src/platform/clock.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { handlers } from '../../src/jobs.ts'
import { drain } from '../../src/platform/jobs.ts'
import { openProcessor } from '../../src/platform/stripe.ts'
import { chargeBill } from '../../src/subscriptions/charge-bill.ts'
import { staffBrowser } from '../browser.ts'
import { formOf, inHarbor, LIST, seated } from '../subscriptions/seat-list.ts'
import { bills, checkout, keepsCard, newestInvoice, subscription, sweep } from './paying.ts'
import { useStandIn } from './stand-in.ts'

const standIn = useStandIn()
const at = (moment: string) => setClock(() => new Date(moment))
let year = 2040

/** A year of its own for each test, in which Harbor has two seats, one of them free, from the first of January. */
beforeEach(async () => {
  standIn.mood = 'answers'
  year += 1
  at(`${year}-01-01T18:00:00Z`)
  await inHarbor((tx) => tx.seatBill.updateMany({ where: { state: 'open' }, data: { state: 'void', nextTryOn: null } }))
  await seated([theo, nia], theo, `${year}-01-01`)
})
beforeAll(() => keepsCard(standIn))
afterAll(() => setClock(() => new Date()))
const february = () => at(`${year}-02-01T18:00:00Z`)
const lastBill = async () => (await bills()).at(-1)
const charged = () => standIn.kept.charges.reduce((sum, { cents }) => sum + cents, 0)

test('a renewal is charged once, its invoice line by line as the bill, to the cent', async () => {
  await (await staffBrowser(ada)).post(LIST, await formOf({ seats: [theo.id] }))
  at(`${year}-01-01T18:01:00Z`)
  await (await staffBrowser(ada)).post(LIST, await formOf({ seats: [theo.id, nia.id, ada.id] }))
  const before = charged()
  february()
  await sweep()
  await sweep()
  expect(await lastBill()).toEqual([`${year}-02-01`, 600 + 1200, 'paid'])
  expect(charged() - before).toBe(1800)
  const invoice = newestInvoice(standIn)
  expect(invoice.lines.data.map(({ amount, description }) => [description, amount])).toEqual([
    [`Credit for unused time: 1 paid seat, Jan 1, ${year} to Jan 31, ${year} (31 of 31 days)`, -600],
    [`Remaining time: 2 paid seats, Jan 1, ${year} to Jan 31, ${year} (31 of 31 days)`, 1200],
    [expect.stringContaining(`Coming period: 2 paid seats, Feb 1, ${year} to Feb 2`), 1200],
  ])
  expect((await (await staffBrowser(ada)).get(LIST)).text).toMatch(new RegExp(`Feb 1, ${year}: \\$18.00, paid`))
})

test('what is sent to the card processor names the practice and no person', () => {
  const sent = standIn.asked.map(({ body }) => body).join('\n')
  expect(sent).toContain('Harbor Counseling')
  expect(sent).not.toMatch(/Ada|Theo|Nia|Cleo|Omar|@/)
})

test('a job that comes twenty times at once charges once', async () => {
  const before = standIn.kept.charges.length
  february()
  standIn.mood = 'refuses'
  await sweep() // the bill is there, and nothing was charged
  standIn.mood = 'answers'
  const bill = await inHarbor((tx) => tx.seatBill.findFirstOrThrow({ where: { state: 'open' } }))
  const jobs = Array.from({ length: 20 }, () => chargeBill({ organizationId: harbor.id, id: bill.id }))
  await Promise.allSettled(jobs)
  await chargeBill({ organizationId: harbor.id, id: bill.id })
  expect(await lastBill()).toEqual([`${year}-02-01`, 600, 'paid'])
  expect(standIn.kept.charges.length).toBe(before + 1)
})

test('an answer that is lost on the way is asked for again under the same key, and nothing is charged twice', async () => {
  const [charges, invoices] = [standIn.kept.charges.length, Object.keys(standIn.kept.invoices).length]
  february()
  standIn.mood = 'does it and breaks off'
  standIn.asked.length = 0
  await sweep()
  const tries = standIn.asked.filter(({ what }) => what === 'GET /invoices')
  expect(tries.length).toBeGreaterThanOrEqual(3)
  standIn.mood = 'answers'
  await sweep()
  expect(await lastBill()).toEqual([`${year}-02-01`, 600, 'paid'])
  expect(standIn.kept.charges.length).toBe(charges + 1)
  expect(Object.keys(standIn.kept.invoices).length).toBe(invoices + 1)
})

test('a bill that died half-made goes on where it was, days later, when its keys are forgotten', async () => {
  february()
  const charges = standIn.kept.charges.length
  standIn.mood = 'refuses'
  await sweep()
  standIn.mood = 'answers'
  const bill = await inHarbor((tx) => tx.seatBill.findFirstOrThrow({ where: { state: 'open' } }))
  const { processorCustomer } = await subscription()
  const { createInvoice } = await import('../../src/demo-processor-objects.ts')
  const made = createInvoice(standIn.kept, {
    customer: processorCustomer!,
    currency: 'usd',
    metadata: { bill: bill.id },
  })
  standIn.kept.answers = {}
  at(`${year}-02-04T18:00:00Z`)
  await sweep()
  expect(await lastBill()).toEqual([`${year}-02-01`, 600, 'paid'])
  expect(standIn.kept.charges.at(-1)).toMatchObject({ invoice: made.id, cents: 600 })
  expect(standIn.kept.charges.length).toBe(charges + 1)
})

test('events late, repeated and in any order leave what is paid paid', async () => {
  february()
  await sweep()
  const invoice = newestInvoice(standIn)
  for (const type of ['invoice.payment_failed', 'invoice.created', 'invoice.paid', 'invoice.payment_failed']) {
    // what stands in the event is not believed
    await standIn.tell(type, { ...invoice, status: 'open', attempted: true, total: 1 })
  }
  standIn.waiting.push(...standIn.waiting)
  expect(new Set(await standIn.deliver())).toEqual(new Set([200]))
  expect(await lastBill()).toEqual([`${year}-02-01`, 600, 'paid'])
  expect((await subscription()).state).toBe('current')
  expect(await inHarbor((tx) => tx.processorEvent.count({ where: { state: 'received' } }))).toBe(0)
})

test('an older Checkout that is heard of later does not bring its card back', async () => {
  const first = await checkout(standIn)
  at(`${year}-01-01T18:10:00Z`)
  const second = await checkout(standIn)
  for (const session of [second, first]) {
    await standIn.keepCard(session)
    await standIn.deliver()
  }
  expect((await subscription()).card).toBe(standIn.kept.sessions[second]?.setup_intent?.payment_method)
})

test('a bill paid on the processor’s own page is paid here once its event comes', async () => {
  await keepsCard(standIn, { declines: true })
  february()
  await sweep()
  expect(await lastBill()).toEqual([`${year}-02-01`, 600, 'open'])
  await standIn.payInvoice(newestInvoice(standIn).id)
  expect(await lastBill()).toEqual([`${year}-02-01`, 600, 'open'])
  await standIn.deliver()
  expect(await lastBill()).toEqual([`${year}-02-01`, 600, 'paid'])
})

test('a bill is tried on the days of its table, and at once with a new card', async () => {
  await keepsCard(standIn, { declines: true })
  standIn.asked.length = 0
  const tries: string[] = []
  for (let day = 1; day <= 20; day++) {
    at(`${year}-02-${String(day).padStart(2, '0')}T18:00:00Z`)
    const before = standIn.asks(/\/pay$/)
    await sweep()
    if (standIn.asks(/\/pay$/) > before) tries.push(`${day}`)
  }
  expect(tries).toEqual(['1', '4', '8', '14'])
  await keepsCard(standIn)
  expect(await lastBill()).toEqual([`${year}-02-01`, 600, 'paid'])
})

test('a bill that was taken back there is taken back here', async () => {
  await keepsCard(standIn, { declines: true })
  february()
  await sweep()
  const invoice = newestInvoice(standIn)
  invoice.status = 'void'
  await standIn.tell('invoice.voided', invoice)
  await standIn.deliver()
  expect(await lastBill()).toEqual([`${year}-02-01`, 600, 'void'])
  await keepsCard(standIn)
})

test('an invoice of another practice, another amount or another currency pays nothing here', async () => {
  await keepsCard(standIn, { declines: true })
  february()
  await sweep()
  const invoice = newestInvoice(standIn)
  const changes = [{ customer: 'cus_other' }, { total: 1 }, { currency: 'eur' }, { metadata: { bill: 'x' } }]
  for (const change of changes) {
    const was = { ...invoice }
    await standIn.tell('invoice.paid', invoice)
    Object.assign(invoice, { status: 'paid' }, change)
    await standIn.deliver()
    expect(await lastBill(), JSON.stringify(change)).toEqual([`${year}-02-01`, 600, 'open'])
    Object.assign(invoice, was)
  }
  await keepsCard(standIn)
})

test('Elm cannot pay Harbor’s bill: its own customer’s invoice names a bill that is not there', async () => {
  await keepsCard(standIn, { declines: true })
  february()
  await sweep()
  const { bill } = newestInvoice(standIn).metadata
  const answer = await (await staffBrowser(eve)).post(`${LIST}/card`)
  expect(answer.status).toBe(303)
  const elms = await inOrganization({ organizationId: elm.id }, (tx) =>
    tx.subscription.findUniqueOrThrow({ where: { organizationId: elm.id } }),
  )
  const { createInvoice } = await import('../../src/demo-processor-objects.ts')
  const forged = createInvoice(standIn.kept, {
    ...{ customer: elms.processorCustomer!, currency: 'usd', metadata: { bill: bill! } },
  })
  Object.assign(forged, { status: 'paid', total: 600 })
  await standIn.tell('invoice.paid', forged)
  await standIn.deliver()
  expect(await lastBill()).toEqual([`${year}-02-01`, 600, 'open'])
  await keepsCard(standIn)
})

test('where no card processing is set up nothing is charged, then or ever', async () => {
  const settings = { ...standIn.secrets, apiBase: standIn.url }
  await openProcessor(null)
  february()
  await sweep()
  expect(await lastBill()).toEqual([`${year}-02-01`, 600, 'recorded'])
  expect((await (await staffBrowser(ada)).post(`${LIST}/card`)).status).toBe(422)
  await openProcessor(settings)
  const before = charged()
  await sweep()
  await drain(handlers)
  expect(charged()).toBe(before)
})
