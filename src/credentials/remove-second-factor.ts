import type { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { RuleBroken } from '../errors.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { authorize, clientsVisibleTo } from '../policy.ts'
import { afterPassword, type passwordOnly } from './change-second-factor.ts'
import { endEverySession, type Holder } from './holder.ts'
import { removeFactor } from './second-factor.ts'

/** Of whom a second factor can be removed: finds their accounts within reach. */
const owners = { staff: memberInReach, client: clientInReach } as const
type Owner = keyof typeof owners

/** Who is asked about on the page before. @returns what they are called, where it is known */
export const whoseFactor = (actor: StaffActor, owner: Owner, id: string) =>
  inOrganization(actor, async (tx) => (await owners[owner](tx, actor, id)).name)

/**
 * For somebody who has lost phone and recovery codes: takes the second factor away, once the administrator has given their
 * own password. The password of its owner stays what it is and unknown; their sessions end, they are told by mail, and set
 * a new factor up when they sign in where the practice asks.
 */
export async function removeFactorOf(
  actor: StaffActor,
  owner: Owner,
  id: string,
  form: z.infer<typeof passwordOnly>,
): Promise<void> {
  await whoseFactor(actor, owner, id) // what is out of reach is 404 before a password is asked for
  await afterPassword(actor, form, async (tx) => {
    const { site, accounts } = await owners[owner](tx, actor, id)
    if (accounts.includes(actor.staffId)) throw new RuleBroken('You change your own second factor on your profile.')
    const holders = accounts.map((accountId): Holder => ({ organizationId: actor.organizationId, site, accountId }))
    let removed = 0
    for (const holder of holders) {
      if (!(await removeFactor(tx, actor, holder))) continue
      await endEverySession(tx, holder)
      removed += 1
    }
    if (removed === 0) throw new RuleBroken('There is no second factor any more: nothing was changed.')
  })
}

async function memberInReach(tx: Tx, actor: StaffActor, id: string) {
  const staff = isId(id) ? await tx.staff.findFirst({ where: { id }, select: { id: true, name: true } }) : null
  const member = authorize(actor, 'second-factor.remove', staff)
  return { site: 'staff', name: member.name, accounts: [member.id] } as const
}

async function clientInReach(tx: Tx, actor: StaffActor, id: string) {
  const where = { AND: [clientsVisibleTo(actor), { id }] }
  const select = { accesses: { where: { endsAt: null }, select: { accountId: true } } } as const
  const client = isId(id) ? await tx.client.findFirst({ where, select }) : null
  const { accesses } = authorize(actor, 'second-factor.remove', client)
  return { site: 'portal', name: 'the client', accounts: accesses.map(({ accountId }) => accountId) } as const
}
