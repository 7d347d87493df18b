import { now } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'

/** The row of a practice's safety contact, with the member it names; null where none was chosen yet. */
export const safetyContactOf = (tx: Tx) =>
  tx.safetyContact.findFirst({
    orderBy: [{ since: 'desc' }, { id: 'desc' }],
    include: { staff: { select: { name: true, email: true, state: true } } },
  })

/** Who is told when something looks like a crisis, in words. A member who has left is none: then the administrators are. */
export async function safetyContactInWords(tx: Tx): Promise<string> {
  const contact = await safetyContactOf(tx)
  if (contact?.staff?.state === 'active') return `${contact.staff.name}, ${contact.staff.email}`
  return [contact?.email, contact?.phone].filter(Boolean).join(', ') || 'the administrators'
}

interface Contact {
  staffId: string | null
  email: string | null
  phone: string | null
}

/** Makes somebody the safety contact from now on; who it was before stays on record. @returns whether it was another */
export async function setSafetyContact(tx: Tx, organizationId: string, contact: Contact): Promise<boolean> {
  const before: Contact = (await safetyContactOf(tx)) ?? { staffId: null, email: null, phone: null }
  const isSame = (['staffId', 'email', 'phone'] as const).every((key) => before[key] === contact[key])
  if (!isSame) await tx.safetyContact.create({ data: { organizationId, id: newId(), since: now(), ...contact } })
  return !isSame
}
