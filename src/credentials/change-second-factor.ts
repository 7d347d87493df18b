import { z } from 'zod'
import type { PortalClient, StaffActor } from '../actor.ts'
import { RuleBroken } from '../errors.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { currentPassword, confirmPassword } from './change-password.ts'
import { standingOf } from './check-sign-in.ts'
import { holderOf } from './holder.ts'
import { factorForm } from './pass-second-factor.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import { removeFactor, writeFactor } from './second-factor.ts'

export const ownFactorForm = factorForm.extend({ currentPassword })
export const passwordOnly = z.strictObject({ currentPassword })

/** Sets up one's own second factor, or moves it to another phone. */
export async function setUpFactor(
  actor: StaffActor | PortalClient,
  form: z.infer<typeof ownFactorForm>,
): Promise<void> {
  authorize(actor, 'profile.change')
  const holder = holderOf(actor)
  await confirmPassword(holder, form.currentPassword)
  await inOrganization(actor, (tx) => writeFactor(tx, actor, holder, form))
}

/** Turns one's own second factor off, where the practice leaves that to each. */
export async function turnFactorOff(
  actor: StaffActor | PortalClient,
  form: z.infer<typeof passwordOnly>,
): Promise<void> {
  authorize(actor, 'profile.change')
  const holder = holderOf(actor)
  await confirmPassword(holder, form.currentPassword)
  await inOrganization(actor, async (tx) => {
    const { demand } = await standingOf(tx, holder)
    if (demand !== 'optional')
      throw new RuleBroken('Your practice asks its staff for a second factor. You can move it to another phone.')
    await removeFactor(tx, actor, holder)
  })
}

/** Makes a new set of one's own recovery codes; the old ones are worth nothing any more. */
export async function renewRecoveryCodes(
  actor: StaffActor | PortalClient,
  form: z.infer<typeof passwordOnly>,
): Promise<string[]> {
  authorize(actor, 'profile.change')
  const holder = holderOf(actor)
  await confirmPassword(holder, form.currentPassword)
  return inOrganization(actor, async (tx) => {
    const { hasFactor } = await standingOf(tx, holder)
    if (!hasFactor) throw new RuleBroken('Recovery codes stand in for a second factor. Please set one up first.')
    return makeRecoveryCodes(tx, actor, holder)
  })
}
