import type { Prisma } from '../../prisma/client/client.ts'
import { now } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { dayFromText, dayIn, dayText } from '../platform/time.ts'
import { processorIsSetUp } from '../platform/stripe.ts'
import { begun, renewalsUpTo, type Renewal, type Standing, type Terms } from './renewals.ts'
import { seatTerms } from './terms.ts'

type Row = Prisma.SubscriptionGetPayload<object>

/** How a practice's subscription stands today: who has a seat, what was changed, and which renewals are not kept yet. */
export type Subscription = Awaited<ReturnType<typeof subscriptionOf>>

/** The subscription of a new practice, and the free seat of its first staff member: nobody has to do anything. */
export async function beginSubscription(
  tx: Tx,
  { id: organizationId, timeZone }: { id: string; timeZone: string },
  staffId: string,
): Promise<void> {
  const at = now()
  const today = dayIn(at, timeZone)
  const day = dayFromText(today)
  await tx.subscription.create({ data: { organizationId, state: 'current', ...columns(begun(today, seatTerms())) } })
  const seat = { organizationId, id: newId(), staffId, openStaffId: staffId, state: 'free', since: at }
  await tx.seat.create({ data: seat })
  await tx.seatChange.create({ data: { organizationId, id: newId(), day, at, seatsBefore: 0, seatsAfter: 1 } })
}

/** Lets nobody else change this practice's seats until the transaction ends. */
export async function lockSubscription(tx: Tx, { organizationId }: { organizationId: string }): Promise<void> {
  await tx.$queryRaw`select 1 from subscriptions where organization_id = ${organizationId}::uuid for update`
}

export async function subscriptionOf(tx: Tx, { organizationId }: { organizationId: string }) {
  const { timeZone } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { timeZone: true },
  })
  const row = await tx.subscription.findUniqueOrThrow({ where: { organizationId } })
  const seats = await tx.seat.findMany({
    where: { openStaffId: { not: null } },
    include: { staff: { select: { id: true, name: true, email: true, role: true, state: true } } },
    orderBy: [{ since: 'asc' }, { id: 'asc' }],
  })
  const kept = await tx.seatChange.findMany({ orderBy: [{ at: 'asc' }, { id: 'asc' }] })
  const changes = kept.map(({ day, seatsBefore, seatsAfter }) => ({
    on: dayText(day),
    before: seatsBefore,
    after: seatsAfter,
  }))
  const before = standingIn(row)
  const terms = seatTerms()
  const renewals = renewalsUpTo(dayIn(now(), timeZone), before, changes, terms)
  const standing = renewals.at(-1)?.after ?? before
  return { row, seats, changes, renewals, standing, terms, today: dayOfChange(timeZone, standing, changes) }
}

/** The day a change counts from: today, and never before what is billed already (a practice may move to another zone). */
const dayOfChange = (zone: string, { startsOn }: Standing, changes: { on: string }[]): string =>
  [dayIn(now(), zone), startsOn, changes.at(-1)?.on ?? ''].sort().at(-1)!

const standingIn = (row: Row): Standing => ({
  anchorOn: dayText(row.anchorOn),
  startsOn: dayText(row.startsOn),
  renewsOn: dayText(row.renewsOn),
  priceCents: row.priceCents,
  interval: row.interval as Terms['interval'],
  currency: row.currency,
  carriedCents: row.carriedCents,
})

const columns = ({ anchorOn, startsOn, renewsOn, ...rest }: Standing) => ({
  ...{ anchorOn: dayFromText(anchorOn), startsOn: dayFromText(startsOn), renewsOn: dayFromText(renewsOn) },
  ...rest,
})

/** Keeps the renewals there have been since the last time, each with its bill; those that bill nothing leave none. */
export async function keepRenewals(tx: Tx, { row, renewals }: Pick<Subscription, 'row' | 'renewals'>): Promise<void> {
  const { organizationId } = row
  const last = renewals.at(-1)
  if (!last) return
  for (const renewal of renewals) if (renewal.bill.lines.length > 0) await issueBill(tx, organizationId, renewal)
  await tx.subscription.update({ where: { organizationId }, data: columns(last.after) })
}

async function issueBill(tx: Tx, organizationId: string, { bill, after }: Renewal): Promise<void> {
  const { lines, ...sums } = bill
  const renewedOn = dayFromText(after.startsOn)
  const isCharged = processorIsSetUp() && bill.dueCents > 0
  await tx.seatBill.create({
    data: {
      ...{ organizationId, id: newId(), renewedOn, ...sums, currency: after.currency, issuedAt: now() },
      ...{ lines: lines.map((line) => ({ ...line })), state: isCharged ? 'open' : 'recorded' },
      nextTryOn: isCharged ? renewedOn : null,
    },
  })
}
