import { NotFound } from '../errors.ts'
import type { Actor } from '../actor.ts'
import { now } from '../platform/clock.ts'
import { atEntry, inOrganization, type Tx } from '../platform/database.ts'
import { record } from '../audit.ts'
import { isId } from '../platform/ids.ts'
import { hashOfGiven } from '../platform/tokens.ts'
import { authorize } from '../policy.ts'

/** How an invitation stands for the person who opened its link. */
export type InvitationStanding = 'open' | 'expired' | 'ended'

/** Somebody on a practice's pages, signed in or not. */
export type Guest = Actor & { organizationId: string | null }

/** The practice's organization for a guest of its pages. */
export function organizationOf(actor: Guest): { organizationId: string } {
  if (!actor.organizationId) throw new NotFound()
  return { organizationId: actor.organizationId }
}

/**
 * Opens the link of an invitation: the token is looked up by its hash, within this practice only.
 * @returns the invitation's id, or null for a token that opens nothing here
 */
export async function openInvitationLink(actor: Guest, token: unknown): Promise<string | null> {
  authorize(actor, 'invitation.open')
  const tokenHash = hashOfGiven(token)
  if (!tokenHash) return null
  const { organizationId } = organizationOf(actor)
  const found = await atEntry((tx) =>
    tx.invitation.findUnique({ where: { tokenHash }, select: { organizationId: true, id: true } }),
  )
  if (found?.organizationId !== organizationId) return null
  await inOrganization({ organizationId }, async (tx) => {
    const first = await tx.invitation.updateMany({ where: { id: found.id, openedAt: null }, data: { openedAt: now() } })
    if (first.count) await record(tx, { kind: 'Visitor', organizationId }, 'invitation.opened', found.id)
  })
  return found.id
}

/** The invitation a browser has opened, with how it stands; null where there is none. */
export async function invitationById(tx: Tx, id: unknown) {
  if (!isId(id)) return null
  const invitation = await tx.invitation.findFirst({ where: { id }, include: { client: true } })
  if (!invitation) return null
  // an address that is not the client's any more opens nothing
  const isTheirs = invitation.client.email === invitation.email
  return { ...invitation, standing: isTheirs ? standingOf(invitation) : ('ended' as const) }
}

/** How an invitation stands now, whomever it invites. */
export function standingOf(invitation: { state: string; expiresAt: Date }): InvitationStanding {
  if (invitation.state !== 'open') return 'ended'
  return invitation.expiresAt <= now() ? 'expired' : 'open'
}

/**
 * What the page behind the link shows: only how the invitation stands and whether a date of birth will be asked; where
 * the account is made also the address it will sign in with, to which the link itself was sent.
 */
export async function openedInvitation(actor: Guest, id: unknown) {
  authorize(actor, 'invitation.open')
  return inOrganization(organizationOf(actor), async (tx) => {
    const invitation = await invitationById(tx, id)
    return {
      standing: invitation?.standing ?? ('ended' as const),
      email: invitation?.standing === 'open' ? invitation.email : '',
      asksBirthDate: invitation?.client.dateOfBirth !== null,
      forRepresentative: invitation?.holder === 'representative',
    }
  })
}
