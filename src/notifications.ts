import type { Member, PortalClient } from './actor.ts'
import { now } from './platform/clock.ts'
import { forEveryOrganization } from './every-organization.ts'
import { inOrganization, type Tx } from './platform/database.ts'
import { newId } from './platform/ids.ts'
import { enqueueAll } from './platform/jobs.ts'
import { mailIsSetUp } from './platform/mail.ts'
import { minutesAfter } from './platform/time.ts'

/** A change to somebody's own sign-in, which they are always told of. */
export type SignInChange =
  'password-changed' | 'second-factor-set-up' | 'second-factor-removed' | 'recovery-codes-made' | 'recovery-code-used'

/** Every type of mail there is. What a notice says is in mails.ts; letters with words of their own are in their feature's mail.ts. */
export type MailType =
  | 'invitation'
  | 'staff-invitation'
  | 'login-link'
  | 'invitation-refused'
  | 'forms-submitted'
  | 'forms-received'
  | 'paper-preferred'
  | 'password-link'
  | `${'staff' | 'portal'}.${SignInChange}`
  | 'consent-withdrawn'
  | 'address-changed'
  | 'address-changed.discreet'
  | 'seat-added'
  | 'seat-removed'
  | 'seats-unpaid'
  | 'seats-unpaid-week'
  | 'seats-unpaid-day'
  | 'seats-paused'
  | 'seats-paid'

/** Mails to the staff that each may do without. Of signed forms, payments and changes to their sign-in all are told. */
export const optionalMails = [
  'paper-preferred',
  'consent-withdrawn',
  'invitation-refused',
  'seat-added',
  'seat-removed',
] as const satisfies MailType[]
export type OptionalMail = (typeof optionalMails)[number]
const isOptional = ({ type }: OneMail) => (optionalMails as readonly MailType[]).includes(type)

interface OneMail {
  type: MailType
  email: string
  subjectId: string
}

/** Queues one mail to one reader, about one row, in the operation's transaction. */
export const sendMail = (tx: Tx, organizationId: string, mail: OneMail): Promise<void> =>
  sendMails(tx, organizationId, [mail])

/** The same for many mails: however many, two statements, and one more where staff may do without them. */
export async function sendMails(tx: Tx, organizationId: string, all: OneMail[]): Promise<void> {
  const mails = await wanted(tx, all)
  if (mails.length === 0) return
  const at = now()
  const data = mails.map((mail) => ({
    organizationId,
    id: newId(),
    ...mail,
    ...{ state: 'queued', createdAt: at, nextTryAt: at },
  }))
  await tx.mail.createMany({ data })
  await enqueueAll(
    tx,
    'mail.send',
    data.map(({ id }) => ({ organizationId, id })),
  )
}

/** Without those that their readers on the staff have switched off: the one place that decides it. */
async function wanted(tx: Tx, mails: OneMail[]): Promise<OneMail[]> {
  const optional = mails.filter(isOptional)
  if (optional.length === 0) return mails
  const muted = await tx.staffPreference.findMany({
    where: { staff: { email: { in: optional.map(({ email }) => email) } } },
    select: { mutedMails: true, staff: { select: { email: true } } },
  })
  const isMuted = (mail: OneMail) =>
    isOptional(mail) &&
    muted.some(({ mutedMails, staff }) => staff.email === mail.email && mutedMails.includes(mail.type))
  return mails.filter((mail) => !isMuted(mail))
}

/** Tells the owner of a sign-in, at its own address, that it was changed. */
export const tellOfChange = (
  tx: Tx,
  { organizationId, site, accountId }: { organizationId: string; site: 'staff' | 'portal'; accountId: string },
  change: SignInChange,
  { email }: { email: string },
): Promise<void> => sendMail(tx, organizationId, { type: `${site}.${change}`, email, subjectId: accountId })

/** Tells every active administrator of the organization. */
export const tellAdministrators = (tx: Tx, member: Member, type: MailType, subjectId: string): Promise<void> =>
  tellRoles(tx, member, ['administrator'], { type, subjectId })

/** Tells the office, about a client's file: the active administrators and the active staff of the office. */
export const tellOffice = (tx: Tx, member: Member, type: MailType, clientId: string): Promise<void> =>
  tellRoles(tx, member, ['administrator', 'office'], { type, subjectId: clientId })

async function tellRoles(
  tx: Tx,
  { organizationId }: Member,
  roles: string[],
  about: Omit<OneMail, 'email'>,
): Promise<void> {
  const where = { role: { in: roles }, state: 'active' }
  const staff = await tx.staff.findMany({ where, select: { email: true } })
  await sendMails(
    tx,
    organizationId,
    staff.map(({ email }) => ({ ...about, email })),
  )
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
    const type = 'forms-submitted'
    await sendMails(
      tx,
      organizationId,
      assigned.map(({ email }) => ({ type, email, subjectId: clientId })),
    )
  }
  await sendMail(tx, organizationId, { type: 'forms-received', email, subjectId })
}

/** Sweep: mails nobody has tried for 15 minutes have lost their job (no mail service was set up, or tries ran out). */
export async function findWaitingMails(): Promise<void> {
  if (!mailIsSetUp()) return
  await forEveryOrganization((acting) =>
    inOrganization(acting, async (tx) => {
      const where = { state: 'queued', nextTryAt: { lt: minutesAfter(now(), -15) } }
      const waiting = await tx.mail.findMany({ where, select: { id: true }, orderBy: { nextTryAt: 'asc' }, take: 500 })
      await tx.mail.updateMany({ where: { id: { in: waiting.map(({ id }) => id) } }, data: { nextTryAt: now() } })
      await enqueueAll(
        tx,
        'mail.send',
        waiting.map(({ id }) => ({ ...acting, id })),
      )
    }),
  )
}
