import type { StaffActor } from '../actor.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { authorize, clientsVisibleTo } from '../policy.ts'
import { endEverySession, type Holder } from './holder.ts'
import { removeFactor } from './second-factor.ts'

/**
 * For a colleague who has lost phone and recovery codes: takes the second factor away. The password stays what it is and
 * unknown; their sessions end, they are told by mail, and set a new factor up when they sign in where the practice asks.
 */
export async function removeFactorOfStaff(actor: StaffActor, id: string): Promise<void> {
  await inOrganization(actor, async (tx) => {
    const staff = isId(id) ? await tx.staff.findFirst({ where: { id }, select: { id: true } }) : null
    const { id: accountId } = authorize(actor, 'second-factor.remove', staff)
    await removeFor(tx, actor, { organizationId: actor.organizationId, site: 'staff', accountId })
  })
}

/** The same for the account of a client. */
export async function removeFactorOfClient(actor: StaffActor, clientId: string): Promise<void> {
  await inOrganization(actor, async (tx) => {
    const where = { AND: [clientsVisibleTo(actor), { id: clientId }] }
    const client = isId(clientId)
      ? await tx.client.findFirst({
          where,
          select: { accesses: { where: { endsAt: null }, select: { accountId: true } } },
        })
      : null
    const { accesses } = authorize(actor, 'second-factor.remove', client)
    for (const { accountId } of accesses) {
      await removeFor(tx, actor, { organizationId: actor.organizationId, site: 'portal', accountId })
    }
  })
}

async function removeFor(tx: Tx, actor: StaffActor, holder: Holder): Promise<void> {
  await removeFactor(tx, actor, holder)
  await endEverySession(tx, holder)
}
