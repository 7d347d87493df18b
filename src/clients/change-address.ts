import type { StaffActor } from '../actor.ts'
import { record, recordAll } from '../audit.ts'
import { endOpenLinks } from '../credentials/holder.ts'
import { RuleBroken } from '../errors.ts'
import type { InvitationState } from '../invitations/rules.ts'
import { sendMails } from '../notifications.ts'
import { now } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import { can } from '../policy.ts'
import type { ClientFile } from './queries.ts'

/** What goes along with the address on file: the account that signs in with it, or the invitation that went to it. */
export type AddressBearer = 'account' | 'invitation' | null

interface NewAddress {
  email: string | null
  /** Mails to the new address are neutral. */
  discreet: boolean
}

/**
 * The address on file is the one the client signs in with, so the account follows it. Where there is none yet, an
 * invitation that went to the earlier address ends. Call it while the file is held.
 * @returns what the new address has changed
 * @throws RuleBroken where the account cannot follow
 */
export async function followAddress(
  tx: Tx,
  actor: StaffActor,
  file: ClientFile,
  address: NewAddress,
): Promise<AddressBearer> {
  if (address.email === file.email) return null
  const where = { clientId: file.id, endsAt: null }
  const access = await tx.access.findFirst({ where, select: { account: { select: { id: true, email: true } } } })
  if (access) return moveAccount(tx, actor, { ...access.account, wasDiscreet: file.discreet }, address)
  return (await endInvitations(tx, actor, file.id)) > 0 ? 'invitation' : null
}

/** From now on the account signs in with the new address. Links that went to the old one are worth nothing. */
async function moveAccount(
  tx: Tx,
  actor: StaffActor,
  { id, email: before, wasDiscreet }: { id: string; email: string; wasDiscreet: boolean },
  { email, discreet }: NewAddress,
): Promise<AddressBearer> {
  // a sentence beside the field, so that whatever else was typed is kept; asked first, so that nothing is told of others
  if (!can(actor, 'client.change-sign-in')) throw new RuleBroken(NOT_YOURS, 'email')
  if (email === null) {
    const why = 'This client signs in to the portal with their e-mail address.'
    throw new RuleBroken(`${why} Please enter another address instead of none.`, 'email')
  }
  await refuseTaken(tx, id, email)
  const { organizationId } = actor
  await tx.portalAccount.update({ where: { organizationId_id: { organizationId, id } }, data: { email } })
  await endOpenLinks(tx, { organizationId, site: 'portal', accountId: id })
  await record(tx, actor, 'account.address-changed', id)
  // how plainly the old address is warned is not for the same change to say
  await sendMails(tx, organizationId, [
    { type: wasDiscreet ? 'address-changed.discreet' : 'address-changed', email: before, subjectId: id },
    { type: discreet ? 'address-changed.discreet' : 'address-changed', email, subjectId: id },
  ])
  return 'account'
}

const NOT_YOURS =
  'This client signs in to the portal with this address, so only an administrator can change it. Please ask one.'

async function refuseTaken(tx: Tx, id: string, email: string): Promise<void> {
  const another = 'One address is one account: please enter another one.'
  if (await tx.portalAccount.findFirst({ where: { email, id: { not: id } }, select: { id: true } }))
    throw new RuleBroken(`This address opens another client’s portal already. ${another}`, 'email')
  if (await tx.invitation.findFirst({ where: { openEmail: email, expiresAt: { gt: now() } }, select: { id: true } }))
    throw new RuleBroken(`This address has an open invitation for another client. ${another}`, 'email')
}

async function endInvitations(tx: Tx, actor: StaffActor, clientId: string): Promise<number> {
  const open = await tx.invitation.findMany({ where: { clientId, state: 'open' }, select: { id: true } })
  const ended = { state: 'revoked' satisfies InvitationState, openEmail: null, token: null, endedAt: now() }
  await tx.invitation.updateMany({ where: { clientId, state: 'open' }, data: ended })
  const subjects = open.map(({ id }) => ({ subjectId: id, details: {} }))
  await recordAll(tx, actor, 'invitation.revoked', subjects)
  return open.length
}
