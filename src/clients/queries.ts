import type { Member, StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { authorize, clientsVisibleTo } from '../policy.ts'
import type { AddressBearer } from './change-address.ts'
import { clientNotices } from './client-notices.ts'
import { portalState } from './portal-status.ts'

const assignments = {
  where: { endedAt: null },
  select: { staff: { select: { id: true, name: true, role: true, state: true } } },
  orderBy: { staff: { name: 'asc' } },
} as const

/** A client's file within the actor's reach, with the staff assigned to it; null where there is none. */
export async function clientInReach(tx: Tx, actor: Member, id: string) {
  if (!isId(id)) return null
  return tx.client.findFirst({ where: { AND: [{ id }, clientsVisibleTo(actor)] }, include: { assignments } })
}

/** Holds files until the transaction ends, always in the same order: meanwhile nobody changes their addresses. */
export async function holdClients(tx: Tx, ids: string[]): Promise<void> {
  await tx.$queryRaw`select id from clients where id = any(${ids.filter(isId)}::uuid[]) order by id for no key update`
}

/** Staff who may be assigned to clients. */
export async function assignableStaff(tx: Tx) {
  return tx.staff.findMany({
    where: { state: 'active', seesClients: true },
    select: { id: true, name: true, role: true },
    orderBy: { name: 'asc' },
  })
}

/** Which of these may be assigned, held until the transaction ends: none of them leaves meanwhile. */
export async function holdAssignable(tx: Tx, ids: string[]) {
  return tx.$queryRaw<{ id: string }[]>`
    select id from staff where id = any(${ids.filter(isId)}::uuid[]) and state = 'active' and sees_clients
    order by id for share`
}

/** Client Details, Overview, and again where an assignment was refused: opening it is a read event. */
export async function clientDetails(actor: StaffActor, action: 'client.view' | 'client.assign', id: string) {
  return inOrganization(actor, async (tx) => {
    const client = authorize(actor, action, await clientInReach(tx, actor, id))
    await record(tx, actor, 'client.read', id)
    const open = { clientId: id, endsAt: null, account: { secondFactor: { isNot: null } } }
    const withFactor = await tx.access.findFirst({ where: open, select: { accountId: true } })
    const [portal, staff] = [await portalState(tx, id), await assignableStaff(tx)]
    const notices = await clientNotices(tx, id)
    return { client, portal, notices, staff, hasFactor: withFactor !== null }
  })
}

/** Who may open the page that adds a client. */
export const mayAddClient = (actor: StaffActor): void => authorize(actor, 'client.add')

/** A client's file as the edit form shows it, and what goes along with its address. */
export async function clientToEdit(actor: StaffActor, id: string) {
  return inOrganization(actor, async (tx) => {
    const client = authorize(actor, 'client.edit', await clientInReach(tx, actor, id))
    await record(tx, actor, 'client.read', id)
    const { account, invitedAt } = await portalState(tx, id)
    const bearer: AddressBearer = account ? 'account' : invitedAt && 'invitation'
    return { client, bearer }
  })
}
export type ClientFile = NonNullable<Awaited<ReturnType<typeof clientInReach>>>
