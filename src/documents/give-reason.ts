import { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { shownName } from '../clients/client-words.ts'
import { clientInReach } from '../clients/queries.ts'
import { line, lines, required } from '../fields.ts'
import { now } from '../platform/clock.ts'
import { lock } from '../platform/data-keys.ts'
import { inOrganization } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { minutesAfter } from '../platform/time.ts'
import { authorize } from '../policy.ts'
import { reasonPlace } from './opening-reason.ts'

/** How long a reason opens the clinical documents of one client, in minutes. */
export const REASON_MINUTES = 15

export const reasonForm = z.strictObject({
  reason: required(lines(500), 'Please say why you need to open these documents.'),
  /** Which of them was asked for; after the reason it is shown. */
  document: line(40).default(''),
})

/** Whom a reason is asked for. */
export async function askedAbout(actor: StaffActor, clientId: string): Promise<{ id: string; name: string }> {
  return inOrganization(actor, async (tx) => {
    const client = authorize(actor, 'document.give-reason', await clientInReach(tx, actor, clientId))
    return { id: client.id, name: shownName(client) }
  })
}

/** Keeps why an administrator opens a client's clinical documents; it opens them for a quarter of an hour. */
export async function giveReason(
  actor: StaffActor,
  clientId: string,
  { reason }: z.infer<typeof reasonForm>,
): Promise<void> {
  await inOrganization(actor, async (tx) => {
    authorize(actor, 'document.give-reason', await clientInReach(tx, actor, clientId))
    const row = { organizationId: actor.organizationId, id: newId(), staffId: actor.staffId, clientId }
    const times = { givenAt: now(), endsAt: minutesAfter(now(), REASON_MINUTES) }
    await tx.openingReason.create({ data: { ...row, ...times, reason: await lock(tx, reasonPlace(row), reason) } })
    await record(tx, actor, 'document.reason-given', clientId, { reason: row.id })
  })
}
