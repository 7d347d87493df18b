import { RuleBroken } from '../errors.ts'
import type { Tx } from '../platform/database.ts'
import { mayHaveSeat } from './rules.ts'
import { differenceOf, isSame, settled, type Seating, type Wish } from './seating.ts'
import type { Subscription } from './subscription.ts'

/** Everybody of the practice's staff, in order of name. */
export const everyStaff = (tx: Tx) =>
  tx.staff.findMany({
    select: { id: true, name: true, role: true, state: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
export type Person = Awaited<ReturnType<typeof everyStaff>>[number]

export const seatingOf = ({ seats }: Pick<Subscription, 'seats'>): Seating => ({
  ids: seats.map(({ staffId }) => staffId),
  free: seats.find(({ state }) => state === 'free')?.staffId ?? null,
})

/**
 * Checks a pending list before it is shown or saved: drawn from what is there now, and nobody in it who may have no seat.
 * @throws RuleBroken
 */
export async function checkedSeating(tx: Tx, current: Seating, { had, wanted }: Wish): Promise<Seating> {
  if (!isSame(differenceOf(had, current))) {
    throw new RuleBroken('The list was changed meanwhile. Nothing of yours is saved yet: please look at it again.')
  }
  const seating = settled(current, wanted)
  const eligible = new Set((await everyStaff(tx)).filter(mayHaveSeat).map(({ id }) => id))
  const freed = wanted.free && wanted.free !== current.free ? [wanted.free] : []
  if (![...differenceOf(current, seating).added, ...freed].every((id) => eligible.has(id))) {
    throw new RuleBroken(
      'Only active therapists and administrators can have a seat. Please choose from the list.',
      'search',
    )
  }
  return seating
}

/** A seat costs nothing as long as it is the only one, so that one stays. @throws RuleBroken */
export function keepsOne(current: Seating, seating: Seating): void {
  if (current.ids.length > 0 && seating.ids.length === 0) {
    throw new RuleBroken(
      'The last seat stays: it is free. To give it to somebody else, add them before you remove it.',
      'seats',
    )
  }
}
