import { z } from 'zod'
import type { PortalClient } from '../actor.ts'
import { record } from '../audit.ts'
import { RuleBroken } from '../errors.ts'
import { intakeInReach, signatureOf, type IntakeInReach } from '../intakes/intake-content.ts'
import { afterAction } from '../intakes/rules.ts'
import { tellOfForms } from '../notifications.ts'
import { now } from '../platform/clock.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { authorize, intakesVisibleTo } from '../policy.ts'
import { nextInChain } from './chain.ts'
import { sealForm } from './seal-form.ts'
import { evidenceOf } from './signed-form-of.ts'
import { signingKeyOf } from './signing-keys.ts'

export const submissionForm = z.strictObject({})

/** Who may open the page that says why nothing was sent. */
export const maySubmit = (actor: PortalClient): void => authorize(actor, 'intake.submit')

/**
 * Sends what an account has signed: each form becomes a sealed record and a document, all or none. Of several who submit
 * at once one sends; the others find nothing left, which is no mistake.
 * @throws RuleBroken where nothing was ever signed, or evidence is missing
 */
export async function submitIntakes(actor: PortalClient): Promise<void> {
  maySubmit(actor)
  const { organizationId } = actor
  await inOrganization(actor, async (tx) => {
    const signed = await signedForms(tx, actor)
    if (signed.length === 0) return sentBefore(tx, actor)
    const submittedAt = now()
    const forms = []
    for (const { intake, signature } of signed) {
      forms.push({ intake, evidence: await evidenceOf(tx, actor, intake, signature, submittedAt) })
    }
    for (const { intake } of forms) {
      const where = { organizationId_id: { organizationId, id: intake.id } }
      await tx.intake.update({ where, data: { state: afterAction(intake.state, 'submit'), submittedAt } })
    }
    await tellOfForms(tx, actor, { clients: new Set(signed.map(({ intake }) => intake.clientId)), at: submittedAt })
    let link = await nextInChain(tx, organizationId, forms.length)
    const key = await signingKeyOf(tx, organizationId)
    for (const { intake, evidence } of forms) {
      const { document, next } = await sealForm(tx, { intake, evidence, link, key })
      await record(tx, actor, 'intake.submitted', intake.id, { document })
      link = next
    }
  })
}

/** The forms this account has signed and not yet sent, held until the transaction ends. */
async function signedForms(tx: Tx, actor: PortalClient) {
  const where = { AND: [{ state: 'signed' }, intakesVisibleTo(actor)] }
  const ids = (await tx.intake.findMany({ where, select: { id: true } })).map(({ id }) => id)
  const held = await tx.$queryRaw<{ id: string }[]>`
    select id from intakes
    where organization_id = ${actor.organizationId}::uuid and id = any(${ids}::uuid[]) and state = 'signed'
    order by position, id for update`
  const forms: Signed[] = []
  for (const { id } of held) {
    const intake = await intakeInReach(tx, actor, id)
    const signature = intake && (await signatureOf(tx, intake))
    if (intake && signature?.accountId === actor.accountId) forms.push({ intake, signature })
  }
  return forms
}

interface Signed {
  intake: IntakeInReach
  signature: NonNullable<Awaited<ReturnType<typeof signatureOf>>>
}

async function sentBefore(tx: Tx, actor: PortalClient): Promise<void> {
  const sent = await tx.intake.count({ where: { AND: [{ state: 'submitted' }, intakesVisibleTo(actor)] } })
  if (sent === 0) throw new RuleBroken('There is nothing to send yet. Please sign a form first.')
}
