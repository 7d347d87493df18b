import type { StaffActor } from '../actor.ts'
import { recordAll } from '../audit.ts'
import { sendMails } from '../notifications.ts'
import { now } from '../platform/clock.ts'
import { locker } from '../platform/data-keys.ts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { minutesAfter } from '../platform/time.ts'
import { newToken } from '../platform/tokens.ts'
import { invitationPlace } from './mail.ts'
import type { Invitable } from './queries.ts'
import { afterAction, INVITATION_DAYS } from './rules.ts'

/** What an invitation says, and who will hold the account and sign. */
interface Terms {
  message: string
  holder: string
  holderName: string | null
  holderRelationship: string | null
  signer: string
}

/**
 * Opens one invitation for each client, with its mail and its line of audit; earlier open ones are superseded.
 * The number of statements does not grow with the clients.
 */
export async function openInvitations(tx: Tx, actor: StaffActor, clients: Invitable[], terms: Terms) {
  const { organizationId, staffId: invitedById } = actor
  const at = now()
  await supersede(tx, clients, at)
  const lock = await locker(
    tx,
    organizationId,
    clients.map(({ id }) => id),
  )
  const invitations = clients.map(({ id: clientId, email }) => {
    const row = { organizationId, id: newId(), clientId }
    const { token, hash: tokenHash } = newToken()
    return {
      ...{ ...row, ...terms, ...{ invitedById, email, openEmail: email, state: 'open', tokenHash, birthDateTries: 0 } },
      message: lock(invitationPlace(row, 'message'), terms.message),
      token: lock(invitationPlace(row, 'token'), token),
      createdAt: at,
      expiresAt: minutesAfter(at, INVITATION_DAYS * 24 * 60),
    }
  })
  await tx.invitation.createMany({ data: invitations })
  await sendMails(
    tx,
    organizationId,
    invitations.map(({ id, email }) => ({ type: 'invitation', email, subjectId: id })),
  )
  await recordAll(
    tx,
    actor,
    'client.invited',
    invitations.map(({ id, clientId }) => ({ subjectId: clientId, details: { invitation: id } })),
  )
  return invitations
}

/** Ends what is open for these clients, and for their addresses, before something new is. */
async function supersede(tx: Tx, clients: Invitable[], endedAt: Date): Promise<void> {
  const theirs = [
    { openEmail: { in: clients.map(({ email }) => email) } },
    { clientId: { in: clients.map(({ id }) => id) } },
  ]
  await tx.invitation.updateMany({
    where: { AND: [{ state: 'open' }, { OR: theirs }] },
    data: { state: afterAction('open', 'supersede'), openEmail: null, token: null, endedAt },
  })
}
