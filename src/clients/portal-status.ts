import type { Tx } from '../platform/database.ts'
import { now } from '../platform/clock.ts'
import { showDate } from '../platform/time.ts'

/** What a client's portal status follows from: the account that opens the file, and the open invitation. */
export interface PortalState {
  account: string | null
  invitedAt: Date | null
}

/** A status in words, with the look of its sign. */
export interface ShownStatus {
  words: string
  look: 'plain' | 'info' | 'good' | 'warn'
}

/** No account yet / Invited (date) / Active / Switched off. */
export function shownStatus({ account, invitedAt }: PortalState, timeZone: string): ShownStatus {
  if (account === 'active') return { words: 'Active', look: 'good' }
  if (account) return { words: 'Switched off', look: 'warn' }
  if (invitedAt) return { words: `Invited ${showDate(invitedAt, timeZone)}`, look: 'info' }
  return { words: 'No account yet', look: 'plain' }
}

/** Whether inviting is the next step: an active file with an address, no account and no open invitation. */
export const isInvitable = (client: { state: string; email: string | null }, { account, invitedAt }: PortalState) =>
  client.state === 'active' && client.email !== null && !account && !invitedAt

/** The portal status of one client. */
export async function portalState(tx: Tx, clientId: string): Promise<PortalState> {
  const access = await tx.access.findFirst({
    where: { clientId, endsAt: null },
    select: { account: { select: { state: true } } },
  })
  const invitation = await tx.invitation.findFirst({
    where: { clientId, state: 'open', expiresAt: { gt: now() } },
    select: { createdAt: true },
  })
  return { account: access?.account.state ?? null, invitedAt: invitation?.createdAt ?? null }
}
