import type { PortalClient, StaffActor } from '../actor.ts'
import { now } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import { passwordLinkLife } from './rules.ts'

/** Whose sign-in it is: a staff member's, or a portal account's. */
export interface Holder {
  organizationId: string
  site: 'staff' | 'portal'
  accountId: string
}

export const holderOf = (actor: StaffActor | PortalClient): Holder => {
  const { organizationId } = actor
  return 'staffId' in actor
    ? { organizationId, site: 'staff', accountId: actor.staffId }
    : { organizationId, site: 'portal', accountId: actor.accountId }
}

/** The two columns that say whose a row is. */
export const ownedBy = ({ site, accountId }: Holder) =>
  site === 'staff' ? { staffId: accountId, accountId: null } : { staffId: null, accountId }

/** Whose a row of these two columns is. */
export function holderOfRow(row: { organizationId: string; staffId: string | null; accountId: string | null }): Holder {
  const { organizationId, staffId, accountId } = row
  return staffId
    ? { organizationId, site: 'staff', accountId: staffId }
    : { organizationId, site: 'portal', accountId: accountId ?? '' }
}

/** What a sign-in is made of, and the words its owner would think of first for a password. */
export async function signInOf(tx: Tx, { organizationId, site, accountId }: Holder) {
  const where = { organizationId_id: { organizationId, id: accountId } }
  const { name: practice } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } })
  if (site === 'staff') {
    const staff = await tx.staff.findUniqueOrThrow({ where })
    return { ...staff, ownWords: [staff.name, staff.email, practice] }
  }
  const { accesses, ...account } = await tx.portalAccount.findUniqueOrThrow({
    where,
    include: { accesses: { include: { client: true } } },
  })
  const names = accesses.flatMap(({ client }) => [client.firstName, client.lastName, client.preferredName ?? ''])
  return { ...account, ownWords: [...names, account.email, practice] }
}

/** Whether a portal account still has this address, held until the transaction ends; one of the staff never changes. */
export async function hasAddress(tx: Tx, { site, accountId }: Holder, email: string): Promise<boolean> {
  if (site === 'staff') return true
  const found = await tx.$queryRaw<unknown[]>`
    select id from portal_accounts where id = ${accountId}::uuid and email = ${email} for key share`
  return found.length > 0
}

/**
 * Whether this is still the password of somebody who may sign in, held until the transaction ends: what was checked
 * against it before is then worth something.
 */
export async function holdPassword(tx: Tx, { site, accountId }: Holder, passwordHash: string): Promise<boolean> {
  const found =
    site === 'staff'
      ? await tx.$queryRaw<unknown[]>`select id from staff
          where id = ${accountId}::uuid and password_hash = ${passwordHash} and state = 'active' for no key update`
      : await tx.$queryRaw<unknown[]>`select id from portal_accounts
          where id = ${accountId}::uuid and password_hash = ${passwordHash} and state = 'active' for no key update`
  return found.length > 0
}

/** Sets the password; every session that began before is none any more, and neither is a link that would set another. */
export async function writePassword(tx: Tx, holder: Holder, passwordHash: string): Promise<void> {
  await endOpenLinks(tx, holder)
  await writeSignIn(tx, holder, { passwordHash, sessionsFrom: now() })
}

/** Keeps another hash of the same password; no session ends. */
export const renewHash = (tx: Tx, holder: Holder, passwordHash: string): Promise<void> =>
  writeSignIn(tx, holder, { passwordHash })

/** Ends the open links for a new password: a newer one was made, or the address they went to is not theirs any more. */
export async function endOpenLinks(tx: Tx, holder: Holder): Promise<void> {
  await tx.passwordLink.updateMany({
    where: { ...ownedBy(holder), state: 'open' },
    data: { state: passwordLinkLife.open.supersede, token: null, endedAt: now() },
  })
}

/** Ends every session that began before this moment. */
export const endEverySession = (tx: Tx, holder: Holder): Promise<void> =>
  writeSignIn(tx, holder, { sessionsFrom: now() })

async function writeSignIn(
  tx: Tx,
  { organizationId, site, accountId }: Holder,
  data: { passwordHash?: string; sessionsFrom?: Date },
): Promise<void> {
  const where = { organizationId_id: { organizationId, id: accountId } }
  await (site === 'staff' ? tx.staff.update({ where, data }) : tx.portalAccount.update({ where, data }))
}
