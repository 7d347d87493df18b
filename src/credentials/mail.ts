import { unlock } from '../platform/data-keys.ts'
import type { Tx } from '../platform/database.ts'
import { linkTo } from '../platform/mail.ts'
import { portalPath } from '../portal-path.ts'
import { LINK_MINUTES } from './rules.ts'

/** Where the token of a link waits until its mail has been handed over. */
export const tokenPlace = (organizationId: string, rowId: string) => ({
  organizationId,
  subjectId: organizationId,
  label: 'password-link.token',
  rowId,
})

/** What the mail with a link for a new password says; null once the link has ended or left. */
export async function passwordLinkWords(tx: Tx, mail: { organizationId: string; subjectId: string }) {
  const { organizationId, subjectId: id } = mail
  const link = await tx.passwordLink.findUnique({ where: { organizationId_id: { organizationId, id } } })
  if (link?.state !== 'open' || !link.token) return null
  const { name, senderName, portalAddress } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } })
  const token = await unlock(tx, tokenPlace(organizationId, id), link.token)
  const site = link.staffId ? '/staff' : portalPath({ portalAddress })
  return {
    fromName: senderName,
    subject: 'Choose a new password',
    paragraphs: [`Somebody, probably you, asked for a new password to sign in at ${name} with this address.`],
    button: { href: linkTo(`${site}/new-password?key=${token.toString()}`), label: 'Choose a new password' },
    small: [
      `The link works once, for ${LINK_MINUTES} minutes.`,
      'If it was not you, do nothing: your password stays as it is.',
    ],
  }
}
