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

/** The account's consent to the current text, or null where it was never given or was withdrawn. */
export async function consentOf(tx: Tx, actor: PortalClient) {
  const newest = await newestOf(tx, actor)
  return newest?.givenAt && !newest.withdrawnAt ? newest : null
}

const newestOf = (tx: Tx, { organizationId, accountId }: PortalClient) =>
  tx.electronicConsent.findFirst({ where: { organizationId, accountId, version }, orderBy: { number: 'desc' } })

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
    const { sampleOpenedAt = null, givenAt = null, withdrawnAt = null } = (await newestOf(tx, actor)) ?? {}
    return { sampleOpenedAt, givenAt: withdrawnAt ? null : givenAt, withdrawnAt }
  })
}

/** The sample was handed over: from now on the account may agree. The first time counts. */
export async function openSample(actor: PortalClient): Promise<void> {
  await inOrganization(actor, async (tx) => {
    authorize(actor, 'consent.give')
    const { organizationId, accountId } = actor
    const { count } = await tx.electronicConsent.createMany({
      data: [{ organizationId, accountId, version, number: 1, sampleOpenedAt: now() }],
      skipDuplicates: true,
    })
    if (count) await record(tx, actor, 'consent.sample-opened', accountId, { version })
  })
}

/**
 * Agrees to sign electronically; after a withdrawal, once more, in a row of its own.
 * @throws RuleBroken where the sample was not opened before
 */
export async function agreeToSign(actor: PortalClient): Promise<void> {
  await inOrganization(actor, async (tx) => {
    authorize(actor, 'consent.give')
    const newest = await newestOf(tx, actor)
    if (!newest) {
      throw new RuleBroken('Please open the sample first, so that you know your copies will open here.', 'sample')
    }
    const given = { ...newest, givenAt: now(), withdrawnAt: null }
    const { count } = newest.withdrawnAt
      ? await tx.electronicConsent.createMany({ data: [{ ...given, number: newest.number + 1 }], skipDuplicates: true })
      : await tx.electronicConsent.updateMany({ where: { ...rowOf(newest), givenAt: null }, data: given })
    if (count) await record(tx, actor, 'consent.given', actor.accountId, { version })
  })
}

const rowOf = ({ organizationId, accountId, number }: NonNullable<Awaited<ReturnType<typeof newestOf>>>) => ({
  ...{ organizationId, accountId, version, number },
})
