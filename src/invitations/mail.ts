import { unlock } from '../platform/data-keys.ts'
import type { Tx } from '../platform/database.ts'
import { linkTo } from '../platform/mail.ts'
import { showMoment, showZone } from '../platform/time.ts'
import { portalPath } from '../portal-path.ts'
import { fillPlaceholders } from './rules.ts'

/** Where the two ciphertexts of an invitation belong. */
export const invitationPlace = (
  invitation: { organizationId: string; clientId: string; id: string },
  label: 'message' | 'token',
) => ({
  organizationId: invitation.organizationId,
  subjectId: invitation.clientId,
  label: `invitation.${label}`,
  rowId: invitation.id,
})

interface Parts {
  client: { firstName: string; preferredName: string | null; discreet: boolean }
  staffName: string
  practice: { name: string; senderName: string; phone: string; timeZone: string }
  message: string
  expiresAt: Date
  href: string
}

/** The invitation as the client gets it; the preview shows exactly this. In discreet mode: a neutral sentence and the link. */
export function invitationText({ client, staffName, practice, message, expiresAt, href }: Parts) {
  const values = {
    'preferred name': client.preferredName ?? client.firstName,
    practice: practice.name,
    'staff member': staffName,
    link: href,
  }
  const until = `${showMoment(expiresAt, practice.timeZone)} ${showZone(expiresAt, practice.timeZone)}`
  const small = [
    `This link works once, until ${until}.`,
    'If this was not meant for you, open the link and say so there.',
  ]
  if (client.discreet) {
    return {
      fromName: practice.senderName,
      subject: 'Something is waiting for you',
      paragraphs: ['Something is waiting for you. Open the link to see it.'],
      button: { href, label: 'Open' },
      small,
    }
  }
  return {
    fromName: `${staffName}, ${practice.senderName}`,
    subject: `${practice.name} invites you to its client portal`,
    paragraphs: fillPlaceholders(message, values).split(/\n{2,}/),
    button: { href, label: 'Join the client portal' },
    small: [...small, `${practice.name}, ${practice.phone}`],
  }
}

/** What the queued mail of an invitation says; null once the invitation has ended or its link has left. */
export async function invitationWords(tx: Tx, mail: { organizationId: string; subjectId: string }) {
  const { organizationId, subjectId } = mail
  const invitation = await tx.invitation.findUnique({
    where: { organizationId_id: { organizationId, id: subjectId } },
    include: { client: true, invitedBy: { select: { name: true } } },
  })
  if (invitation?.state !== 'open' || !invitation.token) return null
  const practice = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } })
  const message = await unlock(tx, invitationPlace(invitation, 'message'), invitation.message)
  const token = await unlock(tx, invitationPlace(invitation, 'token'), invitation.token)
  return invitationText({
    client: invitation.client,
    staffName: invitation.invitedBy.name,
    practice,
    message: message.toString('utf8'),
    expiresAt: invitation.expiresAt,
    href: linkTo(`${portalPath(practice)}/invitation?key=${token.toString('utf8')}`),
  })
}
