import type { PortalClient, StaffActor } from '../actor.ts'
import { now } from '../platform/clock.ts'
import { unlock } from '../platform/data-keys.ts'
import type { Tx } from '../platform/database.ts'

/** A practice asks an administrator for a reason first. */
export class ReasonMissing extends Error {}

/** Where the words of a reason belong: with everything about that client. */
export const reasonPlace = (row: { organizationId: string; clientId: string; id: string }) => ({
  ...{ organizationId: row.organizationId, subjectId: row.clientId, label: 'opening.reason', rowId: row.id },
})

/**
 * Where the practice asks for it, administrators open clinical documents of clients they are not assigned to only with a
 * reason they gave within the last minutes.
 * @returns the reason's id, as a detail of the read event; nothing where none is needed
 * @throws ReasonMissing
 */
export async function reasonFor(
  tx: Tx,
  actor: StaffActor | PortalClient,
  { clientId, kind }: { clientId: string; kind: string },
): Promise<{ reason?: string }> {
  if (actor.kind !== 'Administrator' || kind !== 'clinical') return {}
  const { organizationId, staffId } = actor
  const { asksReason } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } })
  if (!asksReason) return {}
  if (await tx.assignment.findFirst({ where: { clientId, staffId, endedAt: null } })) return {}
  const given = await tx.openingReason.findFirst({
    where: { clientId, staffId, endsAt: { gt: now() } },
    select: { id: true },
  })
  if (!given) throw new ReasonMissing('a reason is asked for first')
  return { reason: given.id }
}

/** The words of these reasons, by id: for the audit log, which holds ids only. */
export async function reasonWords(tx: Tx, ids: string[]): Promise<Map<string, string>> {
  const words = new Map<string, string>()
  if (ids.length === 0) return words
  for (const row of await tx.openingReason.findMany({ where: { id: { in: ids } } }))
    words.set(row.id, (await unlock(tx, reasonPlace(row), row.reason)).toString())
  return words
}
