import type { Actor } from '../actor.ts'
import { record } from '../audit.ts'
import { standingOf } from '../invitations/opened-invitation.ts'
import { now } from '../platform/clock.ts'
import { atEntry, inOrganization, type Tx } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { hashOfGiven } from '../platform/tokens.ts'
import { authorize } from '../policy.ts'

/** What a browser remembers of the link it has opened: whose invitation it is, never the token. */
export interface OpenedLink {
  organizationId: string
  id: string
}

/** Opens the link of an invitation to the staff. @returns null for a token that opens nothing */
export async function openStaffInvitationLink(actor: Actor, token: unknown): Promise<OpenedLink | null> {
  authorize(actor, 'staff-invitation.open')
  const tokenHash = hashOfGiven(token)
  if (!tokenHash) return null
  const select = { organizationId: true, id: true } as const
  const found = await atEntry((tx) => tx.staffInvitation.findUnique({ where: { tokenHash }, select }))
  if (!found) return null
  const { organizationId, id } = found
  await inOrganization(found, async (tx) => {
    const first = await tx.staffInvitation.updateMany({ where: { id, openedAt: null }, data: { openedAt: now() } })
    if (first.count) await record(tx, { kind: 'Visitor', organizationId }, 'staff.invitation-opened', id)
  })
  return found
}

/** The invitation behind an opened link, with how it stands; null where there is none. */
export async function invitationBehind(tx: Tx, { id }: OpenedLink) {
  const invitation = isId(id) ? await tx.staffInvitation.findFirst({ where: { id } }) : null
  return invitation && { ...invitation, standing: standingOf(invitation) }
}

/** What the page behind the link shows: how the invitation stands, and while it is open, what it invites to. */
export async function openedStaffInvitation(actor: Actor, link: OpenedLink | undefined) {
  authorize(actor, 'staff-invitation.open')
  const nothing = { standing: 'ended', practice: '', role: '', email: '', name: '' } as const
  if (!link) return nothing
  return inOrganization(link, async (tx) => {
    const invitation = await invitationBehind(tx, link)
    if (!invitation) return nothing
    const { name: practice } = await tx.organization.findUniqueOrThrow({ where: { id: link.organizationId } })
    const { standing, role, email, name } = invitation
    return { standing, practice, role, email, name }
  })
}
