import type { Member } from '../actor.ts'
import { record } from '../audit.ts'
import { sendMail } from '../notifications.ts'
import { now } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { dayFromText } from '../platform/time.ts'
import type { SeatChange } from './bill.ts'
import { seatingOf } from './check-seating.ts'
import { afterSeatAction, billedSeats, type SeatAction } from './rules.ts'
import { differenceOf, type Seating } from './seating.ts'
import type { Subscription } from './subscription.ts'

type Seat = Subscription['seats'][number]

/**
 * Makes the seats what they should be, from now on: rows end and begin, the free one moves, the change is kept for the
 * bill, and those added and removed are told. The subscription must be locked and its renewals kept.
 */
export async function giveSeats(tx: Tx, actor: Member, subscription: Subscription, seating: Seating): Promise<void> {
  const { added, removed, freed } = differenceOf(seatingOf(subscription), seating)
  const isPaused = subscription.row.state === 'paused'
  for (const seat of subscription.seats) await takeSteps(tx, seat, stepsFor(seat, seating, isPaused))
  for (const staffId of added) {
    await addSeat(tx, actor, staffId, staffId === seating.free ? 'free' : isPaused ? 'paused' : 'paid')
  }
  for (const staffId of added) await record(tx, actor, 'seat.given', staffId)
  for (const staffId of removed) await record(tx, actor, 'seat.ended', staffId)
  if (freed) await record(tx, actor, 'seat.freed', freed)
  const [before, after] = [subscription.seats, seating.ids].map(({ length }) =>
    billedSeats(subscription.row.state, length),
  )
  await keepChange(tx, actor, subscription.today, { before: before ?? 0, after: after ?? 0 })
  await tell(tx, actor, added, 'seat-added')
  await tell(tx, actor, removed, 'seat-removed')
}

/** What happens to a seat that is there already. */
function stepsFor({ staffId, state }: Seat, { ids, free }: Seating, isPaused: boolean): SeatAction[] {
  if (!ids.includes(staffId)) return ['end']
  if (staffId === free) return state === 'free' ? [] : ['free']
  if (state !== 'free') return []
  return isPaused ? ['charge', 'pause'] : ['charge']
}

async function takeSteps(tx: Tx, seat: Seat, steps: SeatAction[]): Promise<void> {
  if (steps.length === 0) return
  const { organizationId, id } = seat
  const state = steps.reduce<string>(afterSeatAction, seat.state)
  const end = state === 'ended' ? { openStaffId: null, endedAt: now() } : {}
  await tx.seat.update({ where: { organizationId_id: { organizationId, id } }, data: { state, ...end } })
}

async function addSeat(tx: Tx, { organizationId }: Member, staffId: string, state: string): Promise<void> {
  const seat = { organizationId, id: newId(), staffId, openStaffId: staffId, state, since: now() }
  await tx.seat.create({ data: seat })
}

/** Keeps for the bill how many seats there were before and after; one for another leaves as many, and nothing to bill. */
export async function keepChange(
  tx: Tx,
  { organizationId }: Member,
  today: string,
  { before: seatsBefore, after: seatsAfter }: Omit<SeatChange, 'on'>,
): Promise<void> {
  if (seatsBefore === seatsAfter) return
  const change = { organizationId, id: newId(), day: dayFromText(today), at: now(), seatsBefore, seatsAfter }
  await tx.seatChange.create({ data: change })
}

async function tell(tx: Tx, { organizationId }: Member, staffIds: string[], type: 'seat-added' | 'seat-removed') {
  const people = await tx.staff.findMany({ where: { id: { in: staffIds }, state: 'active' } })
  for (const { id, email } of people) await sendMail(tx, organizationId, { type, email, subjectId: id })
}
