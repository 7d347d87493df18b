import { record } from '../audit.ts'
import { sendMail, tellOffice } from '../notifications.ts'
import { now } from '../platform/clock.ts'
import { lock } from '../platform/data-keys.ts'
import { inOrganization } from '../platform/database.ts'
import { countTry } from '../platform/throttle.ts'
import { minutesAfter } from '../platform/time.ts'
import { newToken } from '../platform/tokens.ts'
import { authorize } from '../policy.ts'
import { invitationPlace } from './mail.ts'
import { invitationById, organizationOf, type Guest } from './opened-invitation.ts'
import { afterAction, INVITATION_DAYS } from './rules.ts'

/** Who may say that an invitation was not meant for them. */
export const mayRefuse = (actor: Guest): void => authorize(actor, 'invitation.refuse')

/** "This was not meant for me": the link is dead at once, and the office is told. Asking twice changes nothing. */
export async function refuseInvitation(actor: Guest, id: unknown): Promise<void> {
  mayRefuse(actor)
  const acting = organizationOf(actor)
  await inOrganization(acting, async (tx) => {
    const invitation = await invitationById(tx, id)
    if (invitation?.state !== 'open') return
    const state = afterAction(invitation.state, 'refuse')
    const ended = { state, openEmail: null, token: null, endedAt: now() }
    const { count } = await tx.invitation.updateMany({ where: { id: invitation.id, state: 'open' }, data: ended })
    if (count === 0) return
    await record(tx, { kind: 'Visitor', ...acting }, 'invitation.refused', invitation.id)
    await tellOffice(tx, { kind: 'System', ...acting }, 'invitation-refused', invitation.clientId)
  })
}

/**
 * An invitation that ran out gets a new link, sent to the address it was sent to before and to no other. The answer is
 * the same whatever the browser had opened.
 */
export async function renewInvitation(actor: Guest, id: unknown, address: string): Promise<void> {
  authorize(actor, 'invitation.renew')
  const acting = organizationOf(actor)
  await countTry('invitation.address', address)
  await inOrganization(acting, async (tx) => {
    const invitation = await invitationById(tx, id)
    if (invitation?.standing !== 'expired') return
    const { token, hash } = newToken()
    await tx.invitation.updateMany({
      where: { id: invitation.id, state: 'open' },
      data: {
        tokenHash: hash,
        token: await lock(tx, invitationPlace(invitation, 'token'), token),
        expiresAt: minutesAfter(now(), INVITATION_DAYS * 24 * 60),
      },
    })
    await sendMail(tx, acting.organizationId, { type: 'invitation', email: invitation.email, subjectId: invitation.id })
    await record(tx, { kind: 'Visitor', ...acting }, 'invitation.renewed', invitation.id)
  })
}
