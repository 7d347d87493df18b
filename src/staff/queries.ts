import type { StaffActor } from '../actor.ts'
import { assignableStaff } from '../clients/queries.ts'
import { emailAddress } from '../fields.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { authorize, clientsVisibleTo } from '../policy.ts'

/** How many of somebody's clients are named on their page. */
const NAMED = 50

const select = {
  id: true,
  name: true,
  email: true,
  role: true,
  seesClients: true,
  canInvite: true,
  state: true,
  createdAt: true,
  lastSignInAt: true,
  _count: { select: { assignments: { where: { endedAt: null } } } },
} as const

/** A member of the staff, with the number of clients assigned; null where there is none in this organization. */
export async function memberById(tx: Tx, id: string) {
  return isId(id) ? tx.staff.findFirst({ where: { id }, select }) : null
}
export type Member = NonNullable<Awaited<ReturnType<typeof memberById>>>

/** Everybody on the staff, those who have left last, and who is invited to it. */
export async function staffList(actor: StaffActor) {
  authorize(actor, 'staff.list')
  return inOrganization(actor, async (tx) => ({
    members: await tx.staff.findMany({ select, orderBy: [{ state: 'asc' }, { name: 'asc' }] }),
    invitations: await openInvitations(tx),
  }))
}

/** The open invitations to the staff, newest first, each with what became of its mail. */
async function openInvitations(tx: Tx) {
  const invitations = await tx.staffInvitation.findMany({
    where: { state: 'open' },
    select: { id: true, name: true, email: true, role: true, seesClients: true, createdAt: true, expiresAt: true },
    orderBy: { id: 'desc' },
  })
  const mails = await tx.mail.findMany({
    where: { type: 'staff-invitation', subjectId: { in: invitations.map(({ id }) => id) } },
    select: { subjectId: true, state: true, refusal: true, handedAt: true },
  })
  return invitations.map((each) => ({ ...each, mail: mails.find(({ subjectId }) => subjectId === each.id) ?? null }))
}
export type OpenInvitation = Awaited<ReturnType<typeof openInvitations>>[number]

/** Who has left and has this address, as somebody typed it: they are reactivated rather than invited. */
export async function formerMember(actor: StaffActor, typed: unknown) {
  authorize(actor, 'staff.invite')
  const email = emailAddress.safeParse(typed)
  if (!email.success) return null
  const where = { email: email.data, state: 'deactivated' }
  return inOrganization(actor, (tx) => tx.staff.findFirst({ where, select: { id: true, name: true } }))
}

/** One member of the staff, their clients, and what a change of role or leaving must know. */
export async function memberDetails(actor: StaffActor, id: string) {
  return inOrganization(actor, async (tx) => {
    const member = authorize(actor, 'staff.view', await memberById(tx, id))
    const clients = await tx.client.findMany({
      where: { AND: [clientsVisibleTo(actor), { assignments: { some: { staffId: id, endedAt: null } } }] },
      select: { id: true, firstName: true, lastName: true, preferredName: true, email: true },
      orderBy: { nameKey: 'asc' },
      take: NAMED,
    })
    const administrators = await tx.staff.count({ where: { role: 'administrator', state: 'active' } })
    const factor = await tx.secondFactor.findFirst({ where: { staffId: id }, select: { id: true } })
    return { member, clients, administrators, takers: await takersOf(tx, id), hasFactor: factor !== null }
  })
}

/** Who may take over somebody's clients: every other active member who sees clients. */
export const takersOf = async (tx: Tx, id: string) => (await assignableStaff(tx)).filter((each) => each.id !== id)
