import { passwordLinkWords } from './credentials/mail.ts'
import { invitationWords } from './invitations/mail.ts'
import type { MailType, SignInChange } from './notifications.ts'
import { portalPath } from './portal-path.ts'
import { onWhite } from './settings/practice-colours.ts'
import { staffInvitationWords } from './staff/mail.ts'
import { paymentNotices } from './subscriptions/mail.ts'
import { now } from './platform/clock.ts'
import { inOrganization, type Tx } from './platform/database.ts'
import type { Payload } from './platform/jobs.ts'
import { mailBodies } from './platform/mail-bodies.ts'
import { deliver, linkTo, mailIsSetUp, senderAddress, type Outcome } from './platform/mail.ts'
import { minutesAfter } from './platform/time.ts'

/** What one mail says. Only the invitation brings words of its own. */
export interface Words {
  fromName: string
  subject: string
  paragraphs: string[]
  button: { href: string; label: string }
  small: string[]
}

/** A notice says only that something waits: constant words, a link, and nothing that could hold more. */
interface Notice {
  subject: string
  sentence: string
  path: (subjectId: string, portal: string) => string
  /** Whether the practice's number stands in it: somebody may have to call at once. */
  isUrgent?: true
}

/** What somebody is told of a change to their own sign-in. */
const changes: Record<SignInChange, string> = {
  'password-changed': 'Your password was changed.',
  'second-factor-set-up': 'A second factor was set up for your sign-in.',
  'second-factor-removed': 'The second factor of your sign-in was removed.',
  'recovery-codes-made': 'New recovery codes were made for your sign-in. The old ones no longer work.',
  'recovery-code-used': 'A recovery code was used to sign in as you.',
}

const changeNotice = (change: SignInChange, whom: string, path: Notice['path']): Notice => ({
  subject: 'Your sign-in was changed',
  sentence: `${changes[change]} If it was not you, please ${whom} at once.`,
  path,
  isUrgent: true,
})

const changeNotices = Object.fromEntries(
  (Object.keys(changes) as SignInChange[]).flatMap((change) => [
    [`staff.${change}`, changeNotice(change, 'tell an administrator of your practice', () => '/staff/profile')],
    [`portal.${change}`, changeNotice(change, 'call the practice', (_account, portal) => `${portal}/profile`)],
  ]),
) as Record<`${'staff' | 'portal'}.${SignInChange}`, Notice>

/** The mails that carry a link with a token: their words, and what forgets the token once it has left. */
const letters = {
  invitation: {
    words: (mail: QueuedMail) => inOrganization(mail, (tx) => invitationWords(tx, mail)),
    forget: (tx: Tx, id: string) => tx.invitation.updateMany({ where: { id }, data: { token: null } }),
  },
  'password-link': {
    words: (mail: QueuedMail) => inOrganization(mail, (tx) => passwordLinkWords(tx, mail)),
    forget: (tx: Tx, id: string) => tx.passwordLink.updateMany({ where: { id }, data: { token: null } }),
  },
  'staff-invitation': {
    words: staffInvitationWords,
    forget: (tx: Tx, id: string) => tx.staffInvitation.updateMany({ where: { id }, data: { token: null } }),
  },
}
const letterOf = (type: string) => letters[type as keyof typeof letters] as (typeof letters)['invitation'] | undefined

const notices: Record<Exclude<MailType, keyof typeof letters>, Notice> = {
  ...changeNotices,
  'paper-preferred': {
    subject: 'A form is wanted on paper',
    sentence: 'A client would rather fill in a form on paper. Open the portal to see who.',
    path: (clientId) => `/staff/clients/${clientId}`,
  },
  'consent-withdrawn': {
    subject: 'A client signs on paper from now on',
    sentence: 'A client no longer wants to sign forms electronically. Open the portal to see who.',
    path: (clientId) => `/staff/clients/${clientId}`,
  },
  'login-link': {
    subject: 'Your sign-in page',
    sentence: 'Here is the address where you sign in. Please keep it: it is the only one for you.',
    path: (_account, portal) => `${portal}/sign-in`,
  },
  'address-changed': {
    subject: 'Your sign-in was changed',
    sentence:
      'The e-mail address you sign in with was changed. If you did not ask for it, please call the practice at once.',
    path: (_account, portal) => `${portal}/sign-in`,
    isUrgent: true,
  },
  'address-changed.discreet': {
    subject: 'Something is waiting for you',
    sentence: 'Something is waiting for you. Open the link to see it.',
    path: (_account, portal) => portal,
  },
  'invitation-refused': {
    subject: 'An invitation reached the wrong person',
    sentence:
      'Somebody told us that an invitation to the client portal was not meant for them. Its link no longer works. Open the portal to see whose it was.',
    path: (clientId) => `/staff/clients/${clientId}`,
  },
  'forms-submitted': {
    subject: 'Forms are waiting for you',
    sentence: 'A client has sent in signed forms. They are waiting for you in the portal.',
    path: (client) => `/staff/clients/${client}/documents`,
  },
  'forms-received': {
    subject: 'We received what you sent',
    sentence: 'What you sent has arrived. You can look at it again, and keep a copy, whenever you like.',
    path: (_account, portal) => `${portal}/documents`,
  },
  'seat-added': {
    subject: 'You have a seat',
    sentence:
      'You have a seat in the Client Portal subscription of your practice. See what it gives you and what to do next.',
    path: () => '/staff/seat',
  },
  'seat-removed': {
    subject: 'You have no seat any more',
    sentence:
      'You have no seat in the Client Portal subscription of your practice at the moment. Forms and documents of your clients stay open to you.',
    path: () => '/staff',
  },
  ...paymentNotices,
}

interface QueuedMail {
  organizationId: string
  id: string
  type: string
  email: string
  subjectId: string
  organization: { colour: string }
}

/** @returns null where there is nothing left to say */
async function wordsOf(mail: QueuedMail): Promise<Words | null> {
  const letter = letterOf(mail.type)
  if (letter) return letter.words(mail)
  return inOrganization(mail, (tx) => noticeWords(tx, mail, notices[mail.type as keyof typeof notices]))
}

async function noticeWords(tx: Tx, mail: QueuedMail, notice: Notice): Promise<Words> {
  const { senderName, portalAddress, phone } = await tx.organization.findUniqueOrThrow({
    where: { id: mail.organizationId },
    select: { senderName: true, portalAddress: true, phone: true },
  })
  return {
    fromName: senderName,
    subject: notice.subject,
    paragraphs: [notice.sentence],
    button: { href: linkTo(notice.path(mail.subjectId, portalPath({ portalAddress }))), label: 'Open the portal' },
    small: notice.isUrgent ? [`Phone: ${phone}`] : [],
  }
}

/** How long one try may take, in minutes; if the process dies meanwhile, the mail is tried again after it. */
const TRY_MINUTES = 2

/**
 * Job: hands one queued mail to the mail service and records it. Whoever tries claims the mail first, so that two jobs
 * never send it both. Sent once, except when the process dies between the service's acceptance and our record: then once
 * more under the same Message-ID.
 */
export async function sendQueuedMail({ organizationId, id }: Payload): Promise<void> {
  if (!mailIsSetUp()) return // it waits; the sweep finds it once there is a mail service
  const actor = { kind: 'System', organizationId } as const
  const where = { organizationId_id: { organizationId, id: id ?? '' } }
  const mail = await inOrganization(actor, async (tx) => {
    const free = { id: id ?? '', state: 'queued', nextTryAt: { lte: now() } }
    const claim = await tx.mail.updateMany({ where: free, data: { nextTryAt: minutesAfter(now(), TRY_MINUTES) } })
    if (claim.count === 0) return null
    return tx.mail.findUniqueOrThrow({ where, include: { organization: { select: { colour: true } } } })
  })
  if (!mail) return
  const outcome = await triedHandOver(mail)
  await inOrganization(actor, async (tx) => {
    const done = outcome.handed ? { state: 'handed', handedAt: now() } : { state: 'refused', refusal: outcome.code }
    await tx.mail.update({ where, data: done })
    await letterOf(mail.type)?.forget(tx, mail.subjectId)
  })
}

/** Gives the mail free again when the try fails, so that the job's next one finds it. */
async function triedHandOver(mail: QueuedMail): Promise<Outcome> {
  try {
    const words = await wordsOf(mail)
    return words ? await handOver(mail, words) : { handed: false, code: 'outdated' }
  } catch (error) {
    const { organizationId, id } = mail
    await inOrganization({ organizationId }, (tx) => tx.mail.updateMany({ where: { id }, data: { nextTryAt: now() } }))
    throw error
  }
}

const handOver = (mail: QueuedMail, words: Words) =>
  deliver({
    messageId: `<${mail.id}@${new URL(linkTo('/')).hostname}>`,
    from: { name: words.fromName, address: senderAddress() },
    to: mail.email,
    subject: words.subject,
    ...mailBodies({ ...words, colour: onWhite(mail.organization.colour) }),
  })
