import { z } from 'zod'
import type { PortalClient } from '../actor.ts'
import { record } from '../audit.ts'
import { RuleBroken } from '../errors.ts'
import { line } from '../fields.ts'
import { now } from '../platform/clock.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { consentText } from './electronic-consent.ts'

const { version } = consentText

/** `form`: which form one comes from and goes back to. */
export const consentForm = z.strictObject({
  agree: z.literal('on', 'Please tick this box if you agree.'),
  form: line(40).optional(),
})

/** The account's consent to the current text, or null where it was never given or was taken back. */
export async function consentOf(tx: Tx, { accountId }: PortalClient) {
  return tx.electronicConsent.findFirst({ where: { accountId, version, givenAt: { not: null }, withdrawnAt: null } })
}

/** Whether an account has still to agree before it can sign. */
export async function mustAgreeFirst(actor: PortalClient): Promise<boolean> {
  return inOrganization(actor, async (tx) => {
    authorize(actor, 'consent.give')
    return (await consentOf(tx, actor)) === null
  })
}

/** How far the account is with the current text. */
export async function consentSoFar(actor: PortalClient) {
  return inOrganization(actor, async (tx) => {
    authorize(actor, 'consent.give')
    const found = await tx.electronicConsent.findFirst({ where: { accountId: actor.accountId, version } })
    const isGiven = found?.givenAt != null && found.withdrawnAt === null
    return { sampleOpenedAt: found?.sampleOpenedAt ?? null, givenAt: isGiven ? found.givenAt : null }
  })
}

/** The sample was handed over: from now on the account may agree. The first time counts. */
export async function openSample(actor: PortalClient): Promise<void> {
  await inOrganization(actor, async (tx) => {
    authorize(actor, 'consent.give')
    const { organizationId, accountId } = actor
    const { count } = await tx.electronicConsent.createMany({
      data: [{ organizationId, accountId, version, sampleOpenedAt: now() }],
      skipDuplicates: true,
    })
    if (count) await record(tx, actor, 'consent.sample-opened', accountId, { version })
  })
}

/** Agrees to sign electronically. @throws RuleBroken where the sample was not opened before */
export async function agreeToSign(actor: PortalClient): Promise<void> {
  await inOrganization(actor, async (tx) => {
    authorize(actor, 'consent.give')
    const { organizationId, accountId } = actor
    const where = { organizationId_accountId_version: { organizationId, accountId, version } }
    const found = await tx.electronicConsent.findUnique({ where })
    if (!found) {
      throw new RuleBroken('Please open the sample first, so that you know your copies will open here.', 'sample')
    }
    if (found.givenAt && !found.withdrawnAt) return
    await tx.electronicConsent.update({ where, data: { givenAt: now(), withdrawnAt: null } })
    await record(tx, actor, 'consent.given', accountId, { version })
  })
}
