import type { StaffActor } from '../actor.ts'
import { recordAll } from '../audit.ts'
import { RuleBroken } from '../errors.ts'
import { line, optional } from '../fields.ts'
import { now } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import { takersOf } from './queries.ts'

/** Chosen where the clients are to be assigned to nobody for now. */
export const NOBODY = 'nobody'

/** Who takes the clients over: a member's id or `nobody`; null where nothing was chosen. */
export const handOverField = optional(line(36))

interface HandOver {
  from: { id: string; name: string }
  to: string | null
  /** The field of the form it was chosen in. */
  field: string
}

/**
 * Ends every assignment of one member and gives the clients to another, or explicitly to nobody, in the caller's
 * transaction; the audit has a line for each client. Both members must be held (`holdStaff`).
 * @returns how many clients were handed over
 * @throws RuleBroken where there are clients and nobody was chosen, or the one chosen cannot take them
 */
export async function handOver(tx: Tx, actor: StaffActor, { from, to, field }: HandOver): Promise<number> {
  const isTaker = (await takersOf(tx, from.id)).some(({ id }) => id === to)
  if (to !== null && to !== NOBODY && !isTaker)
    throw new RuleBroken('Only active staff who see clients can take them over. Please choose from the list.', field)
  const theirs = { staffId: from.id, endedAt: null }
  const assignments = await tx.assignment.findMany({ where: theirs, select: { clientId: true } })
  const clients = assignments.map(({ clientId }) => clientId)
  if (clients.length === 0) return 0
  if (to === null) throw new RuleBroken(whoTakes(from.name, clients.length), field)
  await tx.assignment.updateMany({ where: theirs, data: { endedAt: now() } })
  await recordAll(tx, actor, 'client.unassigned', linesAbout(clients, from.id))
  if (to !== NOBODY) {
    await recordAll(tx, actor, 'client.assigned', linesAbout(await assignAll(tx, actor, clients, to), to))
  }
  return clients.length
}

const whoTakes = (name: string, count: number) =>
  `${name} has ${count === 1 ? 'a client' : `${count} clients`}. Please choose who takes over.`

/** @returns the clients that were not assigned to that member before */
async function assignAll(tx: Tx, { organizationId }: StaffActor, clients: string[], staffId: string) {
  const at = now()
  const assigned = await tx.$queryRaw<{ client_id: string }[]>`
    insert into assignments (organization_id, client_id, staff_id, since)
    select ${organizationId}::uuid, client, ${staffId}::uuid, ${at}::timestamptz from unnest(${clients}::uuid[]) client
    on conflict (organization_id, client_id, staff_id) do update set since = excluded.since, ended_at = null
      where assignments.ended_at is not null
    returning client_id`
  return assigned.map((row) => row.client_id)
}

const linesAbout = (clients: string[], staffId: string) =>
  clients.map((subjectId) => ({ subjectId, details: { staff: [staffId] } }))
