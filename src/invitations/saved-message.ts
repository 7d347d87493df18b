import type { StaffActor } from '../actor.ts'
import { now } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import { standardMessage } from './rules.ts'

/** Keeps a staff member's own message for the next invitation. */
export async function saveMessage(tx: Tx, { organizationId, staffId }: StaffActor, text: string): Promise<void> {
  await tx.savedMessage.upsert({
    where: { organizationId_staffId: { organizationId, staffId } },
    create: { organizationId, staffId, text, savedAt: now() },
    update: { text, savedAt: now() },
  })
}

/** What the message field starts with: the saved text, or ours. */
export async function startingMessage(tx: Tx, { organizationId, staffId }: StaffActor): Promise<string> {
  const saved = await tx.savedMessage.findUnique({ where: { organizationId_staffId: { organizationId, staffId } } })
  return saved?.text ?? standardMessage
}
