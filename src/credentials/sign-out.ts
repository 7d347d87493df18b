import type { PortalClient, StaffActor, Visitor } from '../actor.ts'
import { record } from '../audit.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { holderOf } from './holder.ts'

/** Somebody signs out, which goes to the audit. Whoever is not signed in may ask for it as well: nothing happens. */
export async function signOut(actor: StaffActor | PortalClient | Visitor): Promise<void> {
  authorize(actor, 'session.end')
  if (actor.kind === 'Visitor') return
  const { accountId, site } = holderOf(actor)
  await inOrganization(actor, (tx) => record(tx, actor, 'session.ended', accountId, { site }))
}
