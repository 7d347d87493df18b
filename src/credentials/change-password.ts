import { z } from 'zod'
import type { PortalClient, StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { RuleBroken } from '../errors.ts'
import { line, required } from '../fields.ts'
import { tellOfChange } from '../notifications.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { hashPassword, passwordFits } from '../platform/password-hashes.ts'
import { passwordProblem } from '../platform/passwords.ts'
import { countTry, forgetTries } from '../platform/throttle.ts'
import { authorize } from '../policy.ts'
import { holderOf, holdPassword, signInOf, writePassword, type Holder } from './holder.ts'
import { newPassword, phrase } from './set-password.ts'

export const currentPassword = required(line(1000), 'Please enter your current password.')
export const changeForm = z.strictObject({ currentPassword, newPassword, phrase })

/** Changes one's own password; every other session ends. */
export async function changePassword(
  actor: StaffActor | PortalClient,
  form: z.infer<typeof changeForm>,
): Promise<void> {
  authorize(actor, 'profile.change')
  const holder = holderOf(actor)
  const known = await confirmPassword(holder, form.currentPassword)
  const problem = await passwordProblem(form.newPassword, known.ownWords)
  if (problem) throw new RuleBroken(problem, 'newPassword')
  const passwordHash = await hashPassword(form.newPassword)
  await inOrganization(actor, async (tx) => {
    await holdConfirmed(tx, holder, known)
    await writePassword(tx, holder, passwordHash)
    await record(tx, actor, 'password.changed', holder.accountId, { site: holder.site })
    await tellOfChange(tx, holder, 'password-changed', known)
  })
}

/** Asks for the current password before a change to the sign-in itself. @throws RuleBroken beside `currentPassword` */
export async function confirmPassword(holder: Holder, password: string) {
  const tries = ['password.account', `${holder.site} ${holder.accountId}`] as const
  await countTry(...tries)
  const known = await inOrganization(holder, (tx) => signInOf(tx, holder))
  if (!(await passwordFits(password, known.passwordHash)))
    throw new RuleBroken('This is not your current password.', 'currentPassword')
  await forgetTries(...tries)
  return known
}

/** The same password still, until the change stands. @throws RuleBroken where it was changed since it was asked for */
export async function holdConfirmed(tx: Tx, holder: Holder, known: { passwordHash: string }): Promise<void> {
  if (!(await holdPassword(tx, holder, known.passwordHash)))
    throw new RuleBroken('Your password was changed in the meantime. Please enter the new one.', 'currentPassword')
}
