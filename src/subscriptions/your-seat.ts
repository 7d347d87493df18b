import type { StaffActor } from '../actor.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { comesLater, seatGives, type SeatGives } from './seat-gives.ts'

export interface YourSeat {
  since: Date
  isFree: boolean
  /** Which clients they may write with. */
  clients: string
  /** What of it is here yet, and in words what is not. */
  gives: SeatGives
  later: string | null
}

/** A holder's own seat: what it gives, and what to do next. */
export async function yourSeat(actor: StaffActor): Promise<YourSeat> {
  authorize(actor, 'seat.view')
  const { state, since } = await inOrganization(actor, (tx) =>
    tx.seat.findFirstOrThrow({ where: { openStaffId: actor.staffId } }),
  )
  const clients = actor.kind === 'Administrator' ? 'any client who has a portal account' : 'the clients assigned to you'
  return { since, isFree: state === 'free', clients, gives: seatGives, later: comesLater() }
}
