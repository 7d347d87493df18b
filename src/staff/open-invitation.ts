import type { StaffActor } from '../actor.ts'
import { RuleBroken } from '../errors.ts'
import { sendMail } from '../notifications.ts'
import { now } from '../platform/clock.ts'
import { lock } from '../platform/data-keys.ts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { minutesAfter } from '../platform/time.ts'
import { newToken } from '../platform/tokens.ts'
import { tokenPlace } from './mail.ts'
import { afterAction, seesClientsAs, STAFF_INVITATION_DAYS, type StaffRole } from './rules.ts'

interface Invited {
  email: string
  name: string
  role: StaffRole
  seesClients: boolean
}

/**
 * Opens an invitation to the staff and queues its mail. An earlier open one to the same address is superseded, so that
 * only the newest link works. Whether the address is on the staff of another practice is not looked at here: the answer
 * must be the same.
 * @returns the invitation's id
 * @throws RuleBroken where the address is on the staff of this practice
 */
export async function openStaffInvitation(tx: Tx, actor: StaffActor, invited: Invited): Promise<string> {
  const { organizationId, staffId: invitedById } = actor
  const { email, name, role } = invited
  await refuseOwnStaff(tx, email)
  const at = now()
  await tx.staffInvitation.updateMany({
    where: { openEmail: email, state: 'open' },
    data: { state: afterAction('open', 'supersede'), openEmail: null, token: null, endedAt: at },
  })
  const { token, hash: tokenHash } = newToken()
  const row = {
    organizationId,
    id: newId(),
    invitedById,
    email,
    openEmail: email,
    name,
    role,
    state: 'open',
    tokenHash,
  }
  await tx.staffInvitation.create({
    data: {
      ...row,
      seesClients: seesClientsAs(role, invited.seesClients),
      token: await lock(tx, tokenPlace(row), token),
      createdAt: at,
      expiresAt: minutesAfter(at, STAFF_INVITATION_DAYS * 24 * 60),
    },
  })
  await sendMail(tx, organizationId, { type: 'staff-invitation', email, subjectId: row.id })
  return row.id
}

async function refuseOwnStaff(tx: Tx, email: string): Promise<void> {
  const known = await tx.staff.findFirst({ where: { email }, select: { name: true, state: true } })
  if (known?.state === 'active') throw new RuleBroken(`${known.name} has this address and is on the staff.`, 'email')
  if (known)
    throw new RuleBroken(
      `${known.name} has this address and was deactivated. Please reactivate ${known.name} instead.`,
      'email',
    )
}
