import { unlock } from '../platform/data-keys.ts'
import { atEntry, inOrganization } from '../platform/database.ts'
import { linkTo } from '../platform/mail.ts'
import { showMoment, showZone } from '../platform/time.ts'
import { roleWords } from './rules.ts'

/** Where the ciphertext of an invitation's token belongs. */
export const tokenPlace = ({ organizationId, id }: { organizationId: string; id: string }) => ({
  organizationId,
  subjectId: organizationId,
  label: 'staff-invitation.token',
  rowId: id,
})

interface Queued {
  organizationId: string
  subjectId: string
  email: string
}

/**
 * What the queued mail of an invitation to the staff says; null once the invitation has ended or its link has left.
 * Somebody who is on the staff of another practice is asked for another address: only their own mailbox learns of it.
 */
export async function staffInvitationWords(mail: Queued) {
  const { organizationId, subjectId, email } = mail
  const select = { organizationId: true } as const
  const account = await atEntry((tx) => tx.staff.findUnique({ where: { email }, select }))
  return inOrganization(mail, async (tx) => {
    const where = { organizationId_id: { organizationId, id: subjectId } }
    const invitation = await tx.staffInvitation.findUnique({ where })
    if (invitation?.state !== 'open' || !invitation.token) return null
    const practice = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } })
    if (account) return anotherAddress(practice)
    const token = await unlock(tx, tokenPlace(invitation), invitation.token)
    return welcome(practice, invitation, linkTo(`/staff/invitation?key=${token.toString('utf8')}`))
  })
}

interface Practice {
  name: string
  senderName: string
  phone: string
  timeZone: string
}

const headOf = ({ name, senderName }: Practice) => ({
  fromName: senderName,
  subject: `${name} invites you to its staff`,
})

interface Invited {
  role: string
  expiresAt: Date
}

const welcome = (practice: Practice, { role, expiresAt }: Invited, href: string) => ({
  ...headOf(practice),
  paragraphs: [
    `${practice.name} invites you to join its staff. Your role: ${roleWords(role)}. Open the link to choose a password and begin.`,
  ],
  button: { href, label: 'Join the staff' },
  small: [
    `This link works once, until ${showMoment(expiresAt, practice.timeZone)} ${showZone(expiresAt, practice.timeZone)}.`,
    'If you did not expect this, you need not do anything.',
    `${practice.name}, ${practice.phone}`,
  ],
})

const anotherAddress = (practice: Practice) => ({
  ...headOf(practice),
  paragraphs: [
    `${practice.name} invites you to join its staff. But this address already signs in to the staff of another practice here, and one address is one account.`,
    `Please give ${practice.name} another address of yours, so that they can invite you there. They do not know of your account.`,
  ],
  button: { href: linkTo('/staff/sign-in'), label: 'Sign in to the account you have' },
  small: [`${practice.name}, ${practice.phone}`],
})
