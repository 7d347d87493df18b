import { expect, test } from 'vitest'
import { ada, harbor, theo } from '../../prisma/cast.ts'
import { staffBrowser } from '../browser.ts'
import { inHarbor, LIST } from '../subscriptions/seat-list.ts'
import { checkout, subscription } from './paying.ts'
import { useStandIn } from './stand-in.ts'

const standIn = useStandIn()

test('a card is kept by Checkout: nothing is, until the card processor says so', async () => {
  const admin = await staffBrowser(ada)
  expect((await admin.get(LIST)).text).toContain('No card is kept yet.')
  const session = await checkout(standIn)
  expect((await admin.get(`${LIST}/card`)).text).toContain('Stripe has not told us of a card yet.')
  expect((await subscription()).card).toBeNull()
  await standIn.keepCard(session)
  expect(await standIn.deliver()).toEqual([200])
  expect((await admin.get(`${LIST}/card`)).text).toContain('Your card is kept.')
  expect((await admin.get(LIST)).text).toContain('A card is kept with Stripe')
  const line = await inHarbor((tx) => tx.auditEvent.findFirst({ where: { event: 'subscription.card-kept' } }))
  expect(line?.subjectId).toBe(harbor.id)
})

test('cards and invoices are on the processor’s own page, whose changes are heard', async () => {
  const answer = await (await staffBrowser(ada)).post(`${LIST}/invoices`)
  expect(answer.headers['location']).toContain(`${standIn.url}/pages/bps_`)
  const { processorCustomer, card } = await subscription()
  await standIn.changeCard(processorCustomer!)
  await standIn.deliver()
  expect((await subscription()).card).not.toBe(card)
})

test('a practice that was never at the card processor has no invoices to see, and an unknown field is refused', async () => {
  const { processorCustomer } = await subscription()
  const setCustomer = (customer: string | null) =>
    inHarbor((tx) => tx.subscription.updateMany({ data: { processorCustomer: customer } }))
  await setCustomer(null)
  const admin = await staffBrowser(ada)
  const refused = await admin.post(`${LIST}/invoices`)
  expect([refused.status, refused.text.includes('Please keep a card first.')]).toEqual([422, true])
  await setCustomer(processorCustomer)
  expect((await admin.post(`${LIST}/card`, { to: 'https://elsewhere.example' })).status).toBe(422)
})

test('a card processor that fails is told in a sentence, and nothing is lost', async () => {
  standIn.mood = 'refuses'
  const refused = await (await staffBrowser(ada)).post(`${LIST}/card`)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('The card processor does not answer at the moment.')
  standIn.mood = 'answers'
})

test('only administrators keep cards and see invoices', async () => {
  for (const path of ['card', 'invoices']) {
    expect((await (await staffBrowser(theo)).post(`${LIST}/${path}`)).status).toBe(403)
  }
})
