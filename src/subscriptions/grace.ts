import type { System } from '../actor.ts'
import { record } from '../audit.ts'
import { tellAdministrators, type MailType } from '../notifications.ts'
import type { Tx } from '../platform/database.ts'
import { processorIsSetUp } from '../platform/stripe.ts'
import { dayFromText, dayText, daysAfter, daysBetween } from '../platform/time.ts'
import { keepChange } from './give-seats.ts'
import { afterHearing, afterSeatAction, billedSeats, GRACE_DAYS, type SubscriptionState } from './rules.ts'
import { keepRenewals, subscriptionOf, type Subscription } from './subscription.ts'

/** What administrators are told while a bill is not paid: with so many days left, or fewer. */
const notices: { daysLeft: number; type: MailType }[] = [
  { daysLeft: GRACE_DAYS, type: 'seats-unpaid' },
  { daysLeft: 7, type: 'seats-unpaid-week' },
  { daysLeft: 1, type: 'seats-unpaid-day' },
]

const endless = { graceEndsOn: null, noticedDays: null }
const stateOf = ({ row }: Pick<Subscription, 'row'>) => row.state as SubscriptionState

/** A bill could not be charged: days of grace begin, unless they run already or are over. The subscription must be locked. */
export async function hearFailed(tx: Tx, actor: System): Promise<void> {
  const { organizationId } = actor
  const subscription = await subscriptionOf(tx, actor)
  const state = afterHearing(stateOf(subscription), 'fail')
  if (state === subscription.row.state) return
  const graceEndsOn = daysAfter(dayFromText(subscription.today), GRACE_DAYS)
  const data = { state, graceEndsOn, noticedDays: GRACE_DAYS }
  await tx.subscription.update({ where: { organizationId }, data })
  await record(tx, actor, 'subscription.past-due', organizationId)
  await tellAdministrators(tx, actor, 'seats-unpaid', organizationId)
}

/** A bill was paid or taken back: where no other is unpaid, all is well, and paused seats return, to be billed again. */
export async function hearPaid(tx: Tx, actor: System): Promise<void> {
  const { organizationId } = actor
  if (await tx.seatBill.findFirst({ where: { state: 'open', failedOn: { not: null } }, select: { id: true } })) return
  const subscription = await subscriptionOf(tx, actor)
  const state = afterHearing(stateOf(subscription), 'pay')
  if (state === subscription.row.state) return
  await moved(tx, actor, subscription, state)
  await record(tx, actor, 'subscription.paid-up', organizationId)
  await tellAdministrators(tx, actor, 'seats-paid', organizationId)
}

/** Has a day of grace pass: notices as fewer are left, and when none is, the paid seats pause and the free one stays. */
export async function passGrace(tx: Tx, actor: System, subscription: Subscription): Promise<void> {
  const { graceEndsOn, noticedDays } = subscription.row
  if (!graceEndsOn || noticedDays === null || !processorIsSetUp()) return
  const { organizationId } = actor
  const left = daysBetween(subscription.today, dayText(graceEndsOn))
  const notice = notices.findLast(({ daysLeft }) => left <= daysLeft)
  if (left <= 0) {
    await moved(tx, actor, subscription, afterHearing(stateOf(subscription), 'run out'))
    await record(tx, actor, 'subscription.paused', organizationId)
    await tellAdministrators(tx, actor, 'seats-paused', organizationId)
  } else if (notice && notice.daysLeft < noticedDays) {
    await tx.subscription.update({ where: { organizationId }, data: { noticedDays: notice.daysLeft } })
    await tellAdministrators(tx, actor, notice.type, organizationId)
  }
}

/** The subscription in another state, and with it the seats that are paid for: they pause and return as changes do. */
async function moved(tx: Tx, actor: System, subscription: Subscription, state: SubscriptionState): Promise<void> {
  const { row, seats, today } = subscription
  await keepRenewals(tx, subscription)
  const [from, action] = state === 'paused' ? (['paid', 'pause'] as const) : (['paused', 'return'] as const)
  await tx.seat.updateMany({ where: { state: from }, data: { state: afterSeatAction(from, action) } })
  await tx.subscription.update({ where: { organizationId: actor.organizationId }, data: { state, ...endless } })
  const [before, after] = [row.state, state].map((each) => billedSeats(each, seats.length))
  await keepChange(tx, actor, today, { before: before ?? 0, after: after ?? 0 })
}
