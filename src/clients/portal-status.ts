import type { Tx } from '../platform/database.ts'

/** A client's portal status -> the words on the screen and the look of their sign. */
export const portalStatuses = {
  none: { words: 'No account yet', look: 'plain' },
  active: { words: 'Active', look: 'good' },
  switched_off: { words: 'Switched off', look: 'warn' },
} as const
export type PortalStatus = keyof typeof portalStatuses

/** The portal status of one client, from the account that opens the file. */
export async function portalStatus(tx: Tx, clientId: string): Promise<PortalStatus> {
  const access = await tx.access.findFirst({
    where: { clientId, endsAt: null },
    select: { account: { select: { state: true } } },
  })
  if (!access) return 'none'
  return access.account.state === 'active' ? 'active' : 'switched_off'
}
