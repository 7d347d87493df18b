import type { Member, PortalClient } from './actor.ts'
import { now } from './platform/clock.ts'
import { atEntry, inOrganization, type Tx } from './platform/database.ts'
import { newId } from './platform/ids.ts'
import { enqueue } from './platform/jobs.ts'
import { mailIsSetUp } from './platform/mail.ts'
import { minutesAfter } from './platform/time.ts'

/** Every type of mail there is. What each says is in its feature's mail.ts. */
export type MailType =
  | 'invitation'
  | 'login-link'
  | 'invitation-refused'
  | 'forms-submitted'
  | 'forms-received'
  | 'paper-preferred'
  | 'seat-added'
  | 'seat-removed'

/** Queues one mail to one reader, about one row, in the operation's transaction. */
export async function sendMail(
  tx: Tx,
  organizationId: string,
  mail: { type: MailType; email: string; subjectId: string },
): Promise<void> {
  const id = newId()
  const at = now()
  await tx.mail.create({ data: { organizationId, id, ...mail, state: 'queued', createdAt: at, nextTryAt: at } })
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

/** Who hears of a client's forms at a moment: the active staff assigned then, or where nobody was, the administrators. */
export async function hearersOf(tx: Tx, clientId: string, at: Date) {
  const assignment = { clientId, since: { lte: at }, OR: [{ endedAt: null }, { endedAt: { gt: at } }] }
  const assigned = await tx.staff.findMany({
    where: { state: 'active', assignments: { some: assignment } },
    select: { name: true, email: true },
    orderBy: { name: 'asc' },
  })
  return { assigned, instead: assigned.length === 0 ? ('administrators' as const) : null }
}

/** One submission: one mail to each who hears of a client's forms, about that client's file, and one to the sender. */
export async function tellOfForms(
  tx: Tx,
  sender: PortalClient,
  { clients, at }: { clients: ReadonlySet<string>; at: Date },
): Promise<void> {
  const { organizationId, accountId: subjectId, email } = sender
  for (const clientId of clients) {
    const { assigned, instead } = await hearersOf(tx, clientId, at)
    if (instead) await tellAdministrators(tx, sender, 'forms-submitted', clientId)
    for (const person of assigned) {
      await sendMail(tx, organizationId, { type: 'forms-submitted', email: person.email, subjectId: clientId })
    }
  }
  await sendMail(tx, organizationId, { type: 'forms-received', email, subjectId })
}

/** Sweep: mails nobody has tried for 15 minutes have lost their job (no mail service was set up, or tries ran out). */
export async function findWaitingMails(): Promise<void> {
  if (!mailIsSetUp()) return
  const organizations = await atEntry((tx) => tx.organization.findMany({ select: { id: true } }))
  for (const { id: organizationId } of organizations) {
    await inOrganization({ organizationId }, async (tx) => {
      const where = { state: 'queued', nextTryAt: { lt: minutesAfter(now(), -15) } }
      const waiting = await tx.mail.findMany({ where, select: { id: true }, orderBy: { nextTryAt: 'asc' }, take: 500 })
      await tx.mail.updateMany({ where: { id: { in: waiting.map(({ id }) => id) } }, data: { nextTryAt: now() } })
      for (const { id } of waiting) await enqueue(tx, 'mail.send', { organizationId, id })
    })
  }
}
