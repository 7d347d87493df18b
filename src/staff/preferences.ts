import { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { tickedBox, tickedBoxes } from '../fields.ts'
import { optionalMails } from '../notifications.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { authorize } from '../policy.ts'

/** The boxes are ticked for what one wants to get. */
export const preferencesForm = z.strictObject({
  initialsOnly: tickedBox,
  mails: tickedBoxes(z.enum(optionalMails, 'Please choose from the list.')),
})

const preferencesOf = (tx: Tx, { organizationId, staffId }: StaffActor) =>
  tx.staffPreference.findUnique({ where: { organizationId_staffId: { organizationId, staffId } } })

/** What a staff member has chosen: every mail and full names until something else was. */
export async function ownPreferences(actor: StaffActor) {
  authorize(actor, 'preferences.change')
  const chosen = await inOrganization(actor, (tx) => preferencesOf(tx, actor))
  const muted = chosen?.mutedMails ?? []
  return {
    initialsOnly: chosen?.initialsOnly ?? false,
    mails: optionalMails.filter((mail) => !muted.includes(mail)) as string[],
  }
}

/** Chooses which mails one gets, and whether lists show clients by their initials; it counts from the next page and mail on. */
export async function changePreferences(
  actor: StaffActor,
  { initialsOnly, mails }: z.infer<typeof preferencesForm>,
): Promise<void> {
  authorize(actor, 'preferences.change')
  const { organizationId, staffId } = actor
  const mutedMails = optionalMails.filter((mail) => !mails.includes(mail))
  await inOrganization(actor, async (tx) => {
    const where = { organizationId_staffId: { organizationId, staffId } }
    const chosen = { initialsOnly, mutedMails }
    await tx.staffPreference.upsert({ where, create: { organizationId, staffId, ...chosen }, update: chosen })
    await record(tx, actor, 'preferences.changed', staffId, chosen)
  })
}
