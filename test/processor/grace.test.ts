import { afterAll, beforeEach, expect, test } from 'vitest'
import { ada, harbor, nia, ofra, theo } from '../../prisma/cast.ts'
import { setClock } from '../../src/platform/clock.ts'
import { openProcessor } from '../../src/platform/stripe.ts'
import { staffBrowser } from '../browser.ts'
import { useMailbox } from '../mail.ts'
import { formOf, holders, inHarbor, LIST, seated } from '../subscriptions/seat-list.ts'
import { bills, keepsCard, newestInvoice, subscription, sweep } from './paying.ts'
import { useStandIn } from './stand-in.ts'

const mailbox = useMailbox()
const standIn = useStandIn()
let year = 2060
const on = (day: string, time = '18:00') => setClock(() => new Date(`${year}-${day}T${time}:00Z`))
const lastBill = async () => (await bills()).at(-1)

/** A year of its own for each test: two seats, a card that is declined, and a bill that could not be charged on February 1. */
beforeEach(async () => {
  year += 1
  on('01-01')
  await inHarbor((tx) => tx.seatBill.updateMany({ where: { state: 'open' }, data: { state: 'void', nextTryOn: null } }))
  await seated([theo, nia], theo, `${year}-01-01`)
  await keepsCard(standIn, { declines: true })
  await mailbox.to(ada.email)
  mailbox.mails.length = 0
  on('02-01')
  await sweep()
})
afterAll(() => setClock(() => new Date()))

const subjects = async () => (await mailbox.to(ada.email)).map(({ subject }) => subject)
const state = async () => (await subscription()).state
const mayUseSeat = async () => (await (await staffBrowser(nia)).get('/staff/seat')).status === 200

test('a failed renewal is told to administrators and nobody else, and everything goes on', async () => {
  expect(await state()).toBe('past_due')
  expect(await subjects()).toEqual(['A bill could not be charged'])
  expect(await mailbox.to(theo.email)).toEqual([])
  expect(await mailbox.to(ofra.email)).toEqual([])
  expect(await mayUseSeat()).toBe(true)
  const page = await (await staffBrowser(ada)).get(LIST)
  expect(page.text).toContain(
    `The last bill could not be charged.</strong> Everything goes on working through Feb 14, ${year}.`,
  )
  expect(page.text).toContain(`Feb 1, ${year}: $6.00, not paid yet`)
})

test('fourteen days: notices with a week left and with a day left, each once, then the paid seats pause', async () => {
  const heard: string[] = []
  for (let day = 1; day <= 20; day++) {
    mailbox.mails.length = 0
    on(`02-${String(day).padStart(2, '0')}`)
    await sweep()
    await sweep()
    for (const subject of await subjects()) heard.push(`${day}: ${subject}`)
    expect([day, await holders()]).toEqual([day, { [theo.id]: 'free', [nia.id]: day < 15 ? 'paid' : 'paused' }])
  }
  expect(heard).toEqual([
    '8: A bill is still not paid: one week left',
    '14: A bill is still not paid: one day left',
    '15: The paid seats are paused',
  ])
  expect(await state()).toBe('paused')
  expect(await mayUseSeat()).toBe(false)
  expect((await (await staffBrowser(theo)).get('/staff/seat')).status).toBe(200)
  expect((await (await staffBrowser(ada)).get(LIST)).text).toContain('The paid seats are paused, because a bill')
})

test('the days of grace are the practice’s own, to the minute', async () => {
  on('02-15', '05:59') // 23:59 of the day before in Chicago
  await sweep()
  expect(await state()).toBe('past_due')
  on('02-15', '06:00')
  await sweep()
  expect(await state()).toBe('paused')
})

test('paid within the days of grace, all is as before and nobody was paused', async () => {
  on('02-10')
  mailbox.mails.length = 0
  await keepsCard(standIn)
  expect(await state()).toBe('current')
  expect(await lastBill()).toEqual([`${year}-02-01`, 600, 'paid'])
  expect(await subjects()).toEqual(['The bill is settled'])
  on('02-20')
  await sweep()
  expect(await holders()).toEqual({ [theo.id]: 'free', [nia.id]: 'paid' })
  expect((await (await staffBrowser(ada)).get(LIST)).text).not.toContain('could not be charged')
})

test('paused seats return on payment, and the days they were paused are not billed', async () => {
  on('02-15')
  await sweep()
  on('02-20')
  mailbox.mails.length = 0
  await standIn.payInvoice(newestInvoice(standIn).id)
  expect(await mayUseSeat()).toBe(false) // nothing is paid until the card processor says so
  await standIn.deliver()
  expect([await state(), await mayUseSeat()]).toEqual(['current', true])
  expect(await subjects()).toEqual(['The bill is settled'])
  const length = new Date(Date.UTC(year, 2, 0)).getUTCDate()
  const cents = (days: number) => Math.round((600 * days) / length)
  on('03-01')
  await keepsCard(standIn)
  await sweep()
  const due = 600 - cents(length - 14) + cents(length - 19)
  expect(await lastBill()).toEqual([`${year}-03-01`, due, 'paid'])
  expect(newestInvoice(standIn).total).toBe(due)
})

test('while seats are paused nothing new is billed, and a seat that is added is paused as well', async () => {
  on('02-15')
  await sweep()
  const admin = await staffBrowser(ada)
  const preview = await admin.post(`${LIST}/preview`, await formOf({ seats: [theo.id, nia.id, ada.id] }))
  expect(preview.text).toMatch(/From today<\/dt><dd>Nothing/)
  await admin.post(LIST, await formOf({ seats: [theo.id, nia.id, ada.id] }))
  expect(await holders()).toEqual({ [theo.id]: 'free', [nia.id]: 'paused', [ada.id]: 'paused' })
  on('04-15')
  await sweep()
  const open = await inHarbor((tx) => tx.seatBill.findMany({ where: { state: 'open' } }))
  expect(open.map(({ dueCents }) => dueCents)).toEqual([600])
  await keepsCard(standIn)
  expect(await holders()).toEqual({ [theo.id]: 'free', [nia.id]: 'paid', [ada.id]: 'paid' })
})

test('a bill that is taken back ends the days of grace too', async () => {
  const invoice = newestInvoice(standIn)
  invoice.status = 'void'
  await standIn.tell('invoice.voided', invoice)
  await standIn.deliver()
  expect([await state(), (await lastBill())?.[2]]).toEqual(['current', 'void'])
})

test('of two unpaid bills one that is paid is not enough', async () => {
  const first = newestInvoice(standIn)
  const other = { renewedOn: new Date(`${year}-01-15`), state: 'open', failedOn: new Date(`${year}-02-01`) }
  await inHarbor(async (tx) => {
    const row = await tx.seatBill.findFirstOrThrow({ where: { invoice: first.id } })
    const { id: _, ...rest } = { ...row, lines: [], invoice: null, nextTryOn: null, ...other }
    await tx.seatBill.create({ data: { ...rest, id: crypto.randomUUID() } })
  })
  await standIn.payInvoice(first.id)
  await standIn.deliver()
  expect(await state()).toBe('past_due')
})

test('events that fail late or twice do not begin the days of grace anew', async () => {
  on('02-10')
  mailbox.mails.length = 0
  const { graceEndsOn } = await subscription()
  for (let times = 0; times < 3; times++) await standIn.tell('invoice.payment_failed', newestInvoice(standIn))
  await standIn.deliver()
  expect((await subscription()).graceEndsOn).toEqual(graceEndsOn)
  await standIn.payInvoice(newestInvoice(standIn).id)
  await standIn.deliver()
  await standIn.tell('invoice.payment_failed', newestInvoice(standIn))
  await standIn.deliver()
  expect(await state()).toBe('current')
  expect(await subjects()).toEqual(['The bill is settled'])
})

test('nobody is paused while no card processing is set up, for nobody could pay', async () => {
  await openProcessor(null)
  on('02-20')
  await sweep()
  expect(await state()).toBe('past_due')
  await openProcessor({ ...standIn.secrets, apiBase: standIn.url })
})

test('the steps are in the audit, by nobody but the system', async () => {
  on('02-15')
  await sweep()
  await keepsCard(standIn)
  const since = new Date(`${year}-02-01T00:00:00Z`)
  const lines = await inHarbor((tx) =>
    tx.auditEvent.findMany({
      where: { event: { startsWith: 'subscription.' }, at: { gte: since } },
    }),
  )
  expect(lines.map(({ event }) => event).sort()).toEqual([
    'subscription.card-kept',
    'subscription.paid-up',
    'subscription.past-due',
    'subscription.paused',
  ])
  expect(new Set(lines.map(({ actorKind, subjectId }) => `${actorKind} ${subjectId}`))).toEqual(
    new Set([`System ${harbor.id}`]),
  )
})
