import { RuleBroken } from '../errors.ts'
import { record } from '../audit.ts'
import type { Actor } from '../actor.ts'
import { tellOfChange } from '../notifications.ts'
import { now } from '../platform/clock.ts'
import { lock, unlock } from '../platform/data-keys.ts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { fittingStep } from '../platform/one-time-passwords.ts'
import { ownedBy, signInOf, type Holder } from './holder.ts'
import { useRecoveryCode } from './recovery-codes.ts'

/** Where the secret belongs: the organization's own key, because one account may open several clients' files. */
export const secretPlace = (organizationId: string, rowId: string) => ({
  organizationId,
  subjectId: organizationId,
  label: 'second-factor.secret',
  rowId,
})

export const DOES_NOT_FIT =
  'This code does not fit. Wait for the next one and try again. If it keeps failing, check that the clock of your phone is right.'

/** Whether what was typed is a code of this moment that nobody used before, or a recovery code not yet used. */
export async function factorFits(tx: Tx, holder: Holder, typed: string): Promise<boolean> {
  const code = typed.replace(/\s/g, '')
  if (!/^\d{6}$/.test(code)) return useRecoveryCode(tx, holder, code)
  const factor = await tx.secondFactor.findFirst({ where: ownedBy(holder) })
  if (!factor) return false
  const secret = await unlock(tx, secretPlace(holder.organizationId, factor.id), factor.secret)
  const step = fittingStep(secret.toString(), code, factor.lastStep)
  if (step === null) return false
  const used = await tx.secondFactor.updateMany({
    where: { id: factor.id, lastStep: { lt: step } },
    data: { lastStep: step },
  })
  return used.count === 1
}

/** Sets up the second factor, or moves it to another phone: the code shows that the app holds this secret. */
export async function writeFactor(
  tx: Tx,
  actor: Actor & { organizationId: string },
  holder: Holder,
  { secret, code }: { secret: string; code: string },
): Promise<void> {
  const step = fittingStep(secret, code.replace(/\s/g, ''), 0)
  if (step === null) throw new RuleBroken(DOES_NOT_FIT, 'code')
  const { organizationId } = holder
  const id = newId()
  await tx.secondFactor.deleteMany({ where: ownedBy(holder) })
  const locked = await lock(tx, secretPlace(organizationId, id), secret)
  await tx.secondFactor.create({
    data: { organizationId, id, ...ownedBy(holder), secret: locked, lastStep: step, createdAt: now() },
  })
  await record(tx, actor, 'second-factor.set-up', holder.accountId, { site: holder.site })
  await tellOfChange(tx, holder, 'second-factor-set-up', await signInOf(tx, holder))
}

/** Takes the second factor away, and its recovery codes with it. @returns whether there was one */
export async function removeFactor(
  tx: Tx,
  actor: Actor & { organizationId: string },
  holder: Holder,
): Promise<boolean> {
  const { count } = await tx.secondFactor.deleteMany({ where: ownedBy(holder) })
  if (count === 0) return false
  await tx.recoveryCode.deleteMany({ where: ownedBy(holder) })
  await record(tx, actor, 'second-factor.removed', holder.accountId, { site: holder.site })
  await tellOfChange(tx, holder, 'second-factor-removed', await signInOf(tx, holder))
  return true
}
