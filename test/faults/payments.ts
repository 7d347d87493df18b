import type { Fault } from '../faults.ts'

const webhook = 'test/processor/webhook.test.ts'
const grace = 'test/processor/grace.test.ts'
const charging = 'test/processor/charging.test.ts'

/** S14: how money is told of and charged. */
export const faults: Fault[] = [
  {
    name: 'signatures from the future',
    file: 'src/platform/stripe.ts',
    text: '!(Math.abs(at / 1000 - seconds) <= TOLERANCE_SECONDS)',
    replacement: '!(at / 1000 - seconds <= TOLERANCE_SECONDS)',
    test: webhook,
  },
  {
    name: 'signatures nobody looks at',
    file: 'src/platform/stripe.ts',
    text: '  } catch {\n    return null',
    replacement: '  } catch {\n    return JSON.parse(body.toString()) as unknown',
    test: webhook,
  },
  {
    name: 'an event worked at as often as it comes',
    file: 'src/processor/take-event.ts',
    text: 'if (count > 0) await',
    replacement: 'if (count >= 0) await',
    test: webhook,
  },
  {
    name: 'events of connected accounts taken for our own',
    file: 'src/processor/take-event.ts',
    text: 'if (account || !processorCustomer)',
    replacement: 'if (!processorCustomer)',
    test: webhook,
  },
  {
    name: 'the webhook behind the same origin',
    file: 'src/app.ts',
    text: "  app.use('/webhooks', webhooks) // signed, so it may come from elsewhere; nothing else may\n  app.use(sameOrigin(config.url))",
    replacement: "  app.use(sameOrigin(config.url))\n  app.use('/webhooks', webhooks)",
    test: webhook,
  },
  {
    name: 'what an event says is believed',
    file: 'src/subscriptions/settle-bill.ts',
    text: 'invoice.total === bill.dueCents &&',
    replacement: '',
    test: charging,
  },
  {
    name: 'an invoice of whichever customer',
    file: 'src/subscriptions/settle-bill.ts',
    text: 'idOf(invoice.customer) === processorCustomer &&',
    replacement: 'processorCustomer !== null &&',
    test: charging,
  },
  {
    name: 'a second invoice for a bill that has one',
    file: 'src/subscriptions/make-invoice.ts',
    text: "data.find(({ metadata }) => metadata?.['bill'] === bill.id)",
    replacement: "data.find(({ metadata }) => metadata?.['bill'] === bill.invoice)",
    test: charging,
  },
  {
    name: 'a bill tried every hour',
    file: 'src/subscriptions/charge-bill.ts',
    text: 'days.find((day) => day > today)',
    replacement: 'days.find((day) => day >= today)',
    test: charging,
  },
  {
    name: 'the card of an older Checkout',
    file: 'src/subscriptions/keep-card.ts',
    text: '(row.cardKeptAt && row.cardKeptAt >= keptAt)',
    replacement: 'keptAt.getTime() === 0',
    test: charging,
  },
  {
    name: 'days of grace that begin anew with each failure',
    file: 'src/subscriptions/grace.ts',
    text: "  const state = afterHearing(stateOf(subscription), 'fail')\n  if (state === subscription.row.state) return\n",
    replacement: "  const state = afterHearing(stateOf(subscription), 'fail')\n",
    test: grace,
  },
  {
    name: 'a day of grace too many',
    file: 'src/subscriptions/grace.ts',
    text: 'if (left <= 0) {',
    replacement: 'if (left < 0) {',
    test: grace,
  },
  {
    name: 'a notice every hour',
    file: 'src/subscriptions/grace.ts',
    text: 'notice.daysLeft < noticedDays',
    replacement: 'notice.daysLeft <= noticedDays',
    test: grace,
  },
  {
    name: 'one of two bills paid is enough',
    file: 'src/subscriptions/grace.ts',
    text: "{ state: 'open', failedOn: { not: null } }",
    replacement: "{ state: 'recorded', failedOn: { not: null } }",
    test: grace,
  },
  {
    name: 'paused seats billed',
    file: 'src/subscriptions/rules.ts',
    text: "subscriptionState === 'paused' ? Math.min(1, seats) : seats",
    replacement: "subscriptionState === '' ? Math.min(1, seats) : seats",
    test: grace,
  },
]
