import { z } from 'zod'
import type { PortalClient, StaffActor } from '../actor.ts'
import { RuleBroken } from '../errors.ts'
import { line } from '../fields.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { confirmPassword, currentPassword, holdConfirmed } from './change-password.ts'
import { standingOf } from './check-sign-in.ts'
import { holderOf, type Holder } from './holder.ts'
import { factorForm } from './pass-second-factor.ts'
import { codesMadeAt, makeRecoveryCodes } from './recovery-codes.ts'
import { removeFactor, writeFactor } from './second-factor.ts'

export const ownFactorForm = factorForm.extend({ currentPassword })
export const passwordOnly = z.strictObject({ currentPassword })
/** `earlier`: when the set was made that the form was drawn beside, so that a form sent again makes no other. */
export const codesForm = passwordOnly.extend({ earlier: line(40).optional() })

/** Changes one's own sign-in once the password was given, which must be the same still when the change stands. */
export async function afterPassword<T>(
  actor: StaffActor | PortalClient,
  form: z.infer<typeof passwordOnly>,
  change: (tx: Tx, holder: Holder) => Promise<T>,
): Promise<T> {
  const holder = holderOf(actor)
  const known = await confirmPassword(holder, form.currentPassword)
  return inOrganization(actor, async (tx) => {
    await holdConfirmed(tx, holder, known)
    return change(tx, holder)
  })
}

/** Sets up one's own second factor, or moves it to another phone. */
export async function setUpFactor(
  actor: StaffActor | PortalClient,
  form: z.infer<typeof ownFactorForm>,
): Promise<void> {
  authorize(actor, 'profile.change')
  await afterPassword(actor, form, (tx, holder) => writeFactor(tx, actor, holder, form))
}

/** Turns one's own second factor off, where the practice leaves that to each. */
export async function turnFactorOff(
  actor: StaffActor | PortalClient,
  form: z.infer<typeof passwordOnly>,
): Promise<void> {
  authorize(actor, 'profile.change')
  await afterPassword(actor, form, async (tx, holder) => {
    const { demand } = await standingOf(tx, holder)
    if (demand !== 'optional')
      throw new RuleBroken('Your practice asks its staff for a second factor. You can move it to another phone.')
    await removeFactor(tx, actor, holder)
  })
}

/** Makes a new set of one's own recovery codes; the old ones are worth nothing any more. */
export async function renewRecoveryCodes(
  actor: StaffActor | PortalClient,
  form: z.infer<typeof codesForm>,
): Promise<string[]> {
  authorize(actor, 'profile.change')
  return afterPassword(actor, form, async (tx, holder) => {
    const { hasFactor } = await standingOf(tx, holder)
    if (!hasFactor) throw new RuleBroken('Recovery codes stand in for a second factor. Please set one up first.')
    if (form.earlier !== undefined && form.earlier !== (await codesMadeAt(tx, holder)))
      throw new RuleBroken(
        'Your new codes are made already, and the page that showed them is the only one that did. Make others only if you did not store them.',
      )
    return makeRecoveryCodes(tx, actor, holder)
  })
}
