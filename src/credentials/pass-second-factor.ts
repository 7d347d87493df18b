import { z } from 'zod'
import type { Actor } from '../actor.ts'
import { record } from '../audit.ts'
import { RuleBroken } from '../errors.ts'
import { line, required } from '../fields.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { isSecret } from '../platform/one-time-passwords.ts'
import { countTry, forgetTries } from '../platform/throttle.ts'
import { authorize } from '../policy.ts'
import { welcome } from './check-sign-in.ts'
import type { HalfHolder } from './half-way.ts'
import { signInOf, type Holder } from './holder.ts'
import { DOES_NOT_FIT, factorFits, writeFactor } from './second-factor.ts'

const code = required(line(60), 'Please enter the code.')

export const codeForm = z.strictObject({ code })
export const factorForm = z.strictObject({ secret: z.string().refine(isSecret, 'Please start again.'), code })

/**
 * Refuses what was begun before the sessions of this account were ended, by a new password for instance: whoever began it
 * may know the old one only.
 * @throws RuleBroken
 */
async function stillStands(tx: Tx, holder: HalfHolder): Promise<void> {
  const { state, sessionsFrom } = await signInOf(tx, holder)
  if (state !== 'active' || (sessionsFrom && sessionsFrom.getTime() > holder.since))
    throw new RuleBroken('This sign-in has ended. Please begin again.')
}

/** The second half of signing in: a code of the authenticator app, or a recovery code. */
export async function passSecondFactor(
  actor: Actor,
  holder: HalfHolder,
  form: z.infer<typeof codeForm>,
): Promise<void> {
  authorize(actor, 'second-factor.pass')
  const tries = ['second-factor.account', `${holder.site} ${holder.accountId}`] as const
  await countTry(...tries)
  const passed = await inOrganization(holder, async (tx) => {
    await stillStands(tx, holder)
    const fits = await factorFits(tx, holder, form.code)
    if (fits) await welcome(tx, holder)
    else await record(tx, visitorOf(holder), 'second-factor.refused', holder.accountId, { site: holder.site })
    return fits
  })
  if (!passed) throw new RuleBroken(DOES_NOT_FIT, 'code')
  await forgetTries(...tries)
}

/** Where the practice asks for a second factor and this person has none yet: it is set up before they are let in. */
export async function setUpAtSignIn(actor: Actor, holder: HalfHolder, form: z.infer<typeof factorForm>): Promise<void> {
  authorize(actor, 'second-factor.pass')
  await inOrganization(holder, async (tx) => {
    await stillStands(tx, holder)
    if (await tx.secondFactor.findFirst({ where: { staffId: holder.accountId }, select: { id: true } }))
      throw new RuleBroken('A second factor was set up in the meantime. Please sign in again.')
    await writeFactor(tx, visitorOf(holder), holder, form)
    await welcome(tx, holder)
  })
}

const visitorOf = ({ organizationId }: Holder) => ({ kind: 'Visitor', organizationId }) as const
