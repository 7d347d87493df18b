import type { StaffActor } from '../actor.ts'
import { Forbidden, RuleBroken } from '../errors.ts'
import type { Tx } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'

/**
 * Holds the active administrators, and the members named, until the transaction ends, always in the same order: changes
 * of the staff come one after the other, and clients are assigned to nobody who is just leaving.
 * @returns the ids of the active administrators
 * @throws Forbidden if the actor has meanwhile ceased to be one
 */
export async function holdStaff(tx: Tx, actor: StaffActor, ids: (string | null)[]): Promise<Set<string>> {
  const named = ids.filter(isId)
  const held = await tx.$queryRaw<{ id: string; role: string; state: string }[]>`
    select id, role, state from staff
    where (role = 'administrator' and state = 'active') or id = any(${named}::uuid[])
    order by id for no key update`
  const active = held.filter(({ role, state }) => role === 'administrator' && state === 'active')
  const administrators = new Set(active.map(({ id }) => id))
  if (!administrators.has(actor.staffId)) throw new Forbidden('no administrator any more')
  return administrators
}

/** A practice always has an active administrator. @throws RuleBroken if this member is the last */
export function refuseLastAdministrator(administrators: Set<string>, member: { id: string; name: string }): void {
  if (administrators.size > 1 || !administrators.has(member.id)) return
  throw new RuleBroken(
    `${member.name} is the only active administrator. Please make somebody else an administrator first.`,
  )
}
