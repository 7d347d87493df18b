import type { Member } from './actor.ts'
import { now } from './platform/clock.ts'
import { atEntry, inOrganization, type Tx } from './platform/database.ts'
import { newId } from './platform/ids.ts'
import { enqueue } from './platform/jobs.ts'
import { minutesAfter } from './platform/time.ts'

/** Every type of mail there is. What each says is in its feature's mail.ts. */
export type MailType = 'invitation' | 'invitation-refused'

/** Event -> who hears of it. The reader's words for "who" are those of the README. */
export const hears = {
  'invitation.refused': 'administrators',
} as const

/** Queues one mail to one reader, about one row, in the operation's transaction. */
export async function sendMail(
  tx: Tx,
  organizationId: string,
  mail: { type: MailType; email: string; subjectId: string },
): Promise<void> {
  const id = newId()
  await tx.mail.create({ data: { organizationId, id, ...mail, state: 'queued', createdAt: now() } })
  await enqueue(tx, 'mail.send', { organizationId, id })
}

/** Tells every active administrator of the organization. */
export async function tellAdministrators(
  tx: Tx,
  { organizationId }: Member,
  type: MailType,
  subjectId: string,
): Promise<void> {
  const where = { role: 'administrator', state: 'active' }
  for (const { email } of await tx.staff.findMany({ where, select: { email: true } })) {
    await sendMail(tx, organizationId, { type, email, subjectId })
  }
}

/** Sweep: mails that have waited ten minutes have lost their job (no mail service was set up, or tries ran out). */
export async function findWaitingMails(): Promise<void> {
  const organizations = await atEntry((tx) => tx.organization.findMany({ select: { id: true } }))
  for (const { id: organizationId } of organizations) {
    await inOrganization({ organizationId }, async (tx) => {
      const where = { state: 'queued', createdAt: { lt: minutesAfter(now(), -10) } }
      const waiting = await tx.mail.findMany({ where, select: { id: true }, take: 500 })
      for (const { id } of waiting) await enqueue(tx, 'mail.send', { organizationId, id })
    })
  }
}
