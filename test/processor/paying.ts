import { ada, harbor } from '../../prisma/cast.ts'
import { handlers } from '../../src/jobs.ts'
import { drain } from '../../src/platform/jobs.ts'
import { dayText } from '../../src/platform/time.ts'
import { findRenewals } from '../../src/subscriptions/jobs.ts'
import { staffBrowser } from '../browser.ts'
import { inHarbor, LIST } from '../subscriptions/seat-list.ts'
import type { StandIn } from './stand-in.ts'

/** What the hourly sweep does, and all that follows from it. */
export async function sweep(): Promise<void> {
  await findRenewals()
  await drain(handlers)
}

export const subscription = () =>
  inHarbor((tx) => tx.subscription.findUniqueOrThrow({ where: { organizationId: harbor.id } }))

/** Harbor's bills, oldest first: renewal date, cents, state. */
export const bills = async () =>
  (await inHarbor((tx) => tx.seatBill.findMany({ orderBy: { renewedOn: 'asc' } }))).map(
    ({ renewedOn, dueCents, state }) => [dayText(renewedOn), dueCents, state] as const,
  )

/** The newest invoice of the stand-in. */
export const newestInvoice = (standIn: StandIn) => Object.values(standIn.kept.invoices).at(-1)!

/** Ada presses Keep a card. @returns the Checkout she is led to */
export async function checkout(standIn: StandIn): Promise<string> {
  const answer = await (await staffBrowser(ada)).post(`${LIST}/card`)
  const to = String(answer.headers['location'])
  if (answer.status !== 303 || !to.startsWith(`${standIn.url}/pages/`))
    throw new Error(`led to ${to}: ${answer.status}`)
  return to.split('/').at(-1)!
}

/** Ada keeps a card, and the portal hears of it. */
export async function keepsCard(standIn: StandIn, given?: { declines: boolean }): Promise<void> {
  await standIn.keepCard(await checkout(standIn), given)
  await standIn.deliver()
}
