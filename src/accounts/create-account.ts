import { z } from 'zod'
import { record } from '../audit.ts'
import { holdClients } from '../clients/queries.ts'
import { RuleBroken } from '../errors.ts'
import { day, line, optional } from '../fields.ts'
import { invitationById, organizationOf, type Guest } from '../invitations/opened-invitation.ts'
import { afterAction, BIRTH_DATE_TRIES } from '../invitations/rules.ts'
import { now } from '../platform/clock.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { hashPassword } from '../platform/password-hashes.ts'
import { passwordProblem } from '../platform/passwords.ts'
import { countTry } from '../platform/throttle.ts'
import { dayText } from '../platform/time.ts'
import { authorize } from '../policy.ts'
import type { Practice } from '../settings/practice.ts'
import type { SignedIn } from '../credentials/check-sign-in.ts'
import { phrase } from '../credentials/set-password.ts'

export const accountForm = z.strictObject({
  dateOfBirth: optional(day),
  // an empty one is refused beside whatever is wrong with the date
  password: z.string().max(1000).pipe(line(1000)),
  phrase,
})

const ENDED = 'This invitation has ended. Please ask the practice for a new one.'

/** What becomes of one try to name the date of birth. */
type BirthDateCheck = 'fits' | 'missing' | 'wrong' | 'no-tries-left'

/** Who may open the page on which an account is made. */
export const mayCreateAccount = (actor: Guest): void => authorize(actor, 'invitation.accept')

/**
 * Makes the portal account an invitation is for: date of birth (where the file has one, five tries) and the
 * password together, then the account and its access in one transaction that uses the invitation up.
 */
export async function createAccount(
  actor: Guest,
  invitationId: unknown,
  form: z.infer<typeof accountForm>,
  at: { address: string; practice: Practice },
): Promise<SignedIn> {
  mayCreateAccount(actor)
  const acting = organizationOf(actor)
  await countTry('invitation.address', at.address)
  const invitation = await inOrganization(acting, (tx) => invitationById(tx, invitationId))
  if (invitation?.standing !== 'open') throw new RuleBroken(ENDED)
  const check = await inOrganization(acting, (tx) => checkBirthDate(tx, invitation.id, form.dateOfBirth))
  const { client } = invitation
  // whether a password is close to somebody's own details is said only to whoever knows the date of birth
  const details = [client.firstName, client.lastName, client.preferredName ?? '', invitation.email]
  const own = [at.practice.name, ...(check === 'fits' ? details : [])]
  const problem = form.password ? await passwordProblem(form.password, own) : 'Please choose a password.'
  const weak = problem ? [new RuleBroken(problem, 'password')] : []
  if (check !== 'fits') throw new RuleBroken(birthDateRefusals(at.practice)[check], 'dateOfBirth', weak)
  if (weak[0]) throw weak[0]
  const passwordHash = await hashPassword(form.password)
  return inOrganization(acting, (tx) => useInvitation(tx, invitation, passwordHash))
}

const birthDateRefusals = ({ name, phone }: Practice): Record<Exclude<BirthDateCheck, 'fits'>, string> => ({
  missing: 'Please enter the date of birth.',
  wrong: 'This date of birth does not match the one the practice has. Please try again.',
  'no-tries-left': `The date of birth did not match ${BIRTH_DATE_TRIES} times. Please call ${name} at ${phone}; they can help at once.`,
})

/** Counts the try in a transaction of its own, so that a refusal does not take it back. */
async function checkBirthDate(tx: Tx, id: string, typed: string | null): Promise<BirthDateCheck> {
  await tx.$queryRaw`select id from invitations where id = ${id}::uuid for update`
  const invitation = await invitationById(tx, id)
  const onFile = invitation?.client.dateOfBirth
  if (!invitation || !onFile) return 'fits'
  if (invitation.birthDateTries >= BIRTH_DATE_TRIES) return 'no-tries-left'
  // nothing typed is no guess
  if (!typed) return 'missing'
  if (typed === dayText(onFile)) return 'fits'
  const tries = invitation.birthDateTries + 1
  await tx.invitation.updateMany({ where: { id }, data: { birthDateTries: tries } })
  const visitor = { kind: 'Visitor', organizationId: invitation.organizationId } as const
  await record(tx, visitor, 'invitation.birth-date-wrong', id, { tries })
  return tries >= BIRTH_DATE_TRIES ? 'no-tries-left' : 'wrong'
}

type Opened = NonNullable<Awaited<ReturnType<typeof invitationById>>>

async function useInvitation(tx: Tx, invitation: Opened, passwordHash: string): Promise<SignedIn> {
  const { organizationId, clientId, email } = invitation
  const at = now()
  await holdClients(tx, [clientId])
  if ((await invitationById(tx, invitation.id))?.standing !== 'open') throw new RuleBroken(ENDED)
  const used = await tx.invitation.updateMany({
    where: { id: invitation.id, state: 'open', expiresAt: { gt: at } },
    data: { state: afterAction(invitation.state, 'accept'), openEmail: null, token: null, endedAt: at },
  })
  if (used.count === 0) throw new RuleBroken(ENDED)
  const accountId = newId()
  await tx.portalAccount.create({
    data: { organizationId, id: accountId, email, state: 'active', passwordHash, createdAt: at },
  })
  await tx.access.create({
    data: {
      organizationId,
      accountId,
      clientId,
      kind: invitation.holder === 'representative' ? 'representative' : 'self',
      relationship: invitation.holder === 'representative' ? invitation.holderRelationship : null,
      rights: ['forms', 'appointments', 'billing', 'messages', 'documents'],
      since: at,
    },
  })
  const actor = { kind: 'PortalClient', organizationId, accountId, email } as const
  await record(tx, actor, 'invitation.accepted', invitation.id)
  await record(tx, actor, 'account.created', accountId)
  return { organizationId, accountId }
}
