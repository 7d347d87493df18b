import { z } from 'zod'
import type { Actor, StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { standingOf, welcome, type Checked } from '../credentials/check-sign-in.ts'
import { stepAfterPassword } from '../credentials/rules.ts'
import { phrase } from '../credentials/set-password.ts'
import { RuleBroken } from '../errors.ts'
import { line, required } from '../fields.ts'
import { now } from '../platform/clock.ts'
import { atEntry, inOrganization, type Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { hashPassword } from '../platform/password-hashes.ts'
import { passwordProblem } from '../platform/passwords.ts'
import { countTry } from '../platform/throttle.ts'
import { authorize } from '../policy.ts'
import { invitationBehind, openedStaffInvitation, type OpenedLink } from './opened-invitation.ts'
import { actorKinds, afterAction, type StaffRole } from './rules.ts'

export const joiningForm = z.strictObject({
  name: required(line(120), 'Please enter your name.'),
  password: required(line(1000), 'Please choose a password.'),
  phrase,
})
type JoiningForm = z.infer<typeof joiningForm>

const ENDED = 'This invitation has ended. Please ask the practice for a new one.'

/**
 * Makes the member of the staff an invitation is for, in one transaction that uses the invitation up. One address is one
 * staff account in the installation: somebody who has one keeps it as it is, and needs another address here.
 * @returns what is asked next: nothing, or the second factor that the practice asks of its staff
 */
export async function joinStaff(
  actor: Actor,
  link: OpenedLink | undefined,
  form: JoiningForm,
  address: string,
): Promise<Checked> {
  authorize(actor, 'staff-invitation.accept')
  await countTry('invitation.address', address)
  const { standing, practice, email } = await openedStaffInvitation(actor, link)
  if (!link || standing !== 'open') throw new RuleBroken(ENDED)
  const known = await atEntry((tx) => tx.staff.findUnique({ where: { email }, select: { id: true } }))
  if (known) throw new RuleBroken(taken(practice), 'email')
  const problem = await passwordProblem(form.password, [form.name, email, practice])
  if (problem) throw new RuleBroken(problem, 'password')
  const passwordHash = await hashPassword(form.password)
  return inOrganization(link, (tx) => useInvitation(tx, link, form.name, passwordHash))
}

const taken = (practice: string) =>
  `This address has a staff account already, and one address is one account. Please ask ${practice} to invite you at another address.`

/** On whose word somebody joins. */
const inviter = { role: 'administrator', state: 'active' }

async function useInvitation(tx: Tx, link: OpenedLink, name: string, passwordHash: string): Promise<Checked> {
  const { organizationId, id: invitationId } = link
  const at = now()
  const used = await tx.staffInvitation.updateMany({
    where: { id: invitationId, state: 'open', expiresAt: { gt: at }, invitedBy: inviter },
    data: { state: afterAction('open', 'accept'), openEmail: null, token: null, endedAt: at },
  })
  const invitation = used.count === 1 ? await invitationBehind(tx, link) : null
  if (!invitation) throw new RuleBroken(ENDED)
  const { email, role, seesClients } = invitation
  const staffId = newId()
  await tx.staff.create({
    data: {
      ...{
        organizationId,
        id: staffId,
        email,
        name,
        role,
        seesClients,
        canInvite: false,
        state: 'active',
        passwordHash,
      },
      createdAt: at,
    },
  })
  const kind = actorKinds[role as StaffRole]
  const joined: StaffActor = { kind, organizationId, staffId, name, mayInvite: false, hasSeat: false }
  await record(tx, joined, 'staff.joined', staffId, { invitation: invitationId, role })
  const holder = { organizationId, site: 'staff', accountId: staffId } as const
  const step = stepAfterPassword(await standingOf(tx, holder), at)
  if (step === 'in') await welcome(tx, holder)
  return { organizationId, accountId: staffId, account: email, step, at: at.getTime() }
}
