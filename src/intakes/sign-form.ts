import type { PortalClient } from '../actor.ts'
import { record } from '../audit.ts'
import { RuleBroken } from '../errors.ts'
import { fold } from '../fields.ts'
import { now } from '../platform/clock.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { consentOf } from './agree-to-sign.ts'
import { answersIn, firstWrong, type Draft } from './answer-fields.ts'
import { answersOf, lockAnswers, lockSignature, type IntakeInReach, type Signature } from './intake-content.ts'
import { intakeToChange } from './intake-to-change.ts'
import { isReadInFull } from './questions.ts'
import { afterAction } from './rules.ts'
import { signersOf, type Signing } from './signature-fields.ts'
import { nextStep } from './steps.ts'

/** From where the request came, as it goes into the record. */
interface Origin {
  address: string
  browser: string
}

/**
 * Signs a form, acknowledges a notice, or keeps that signing it was declined. Nothing is sent to the practice yet.
 * @throws RuleBroken before the form was read and every section finished, without consent to sign electronically, and
 * once for a name that differs from the file
 */
export async function signForm(
  actor: PortalClient,
  id: string,
  { signing, draft }: { signing: Signing; draft: Draft },
  origin: Origin,
): Promise<void> {
  await inOrganization(actor, async (tx) => {
    const intake = authorize(actor, 'intake.sign', await intakeToChange(tx, actor, id))
    if (intake.state === 'sent') throw new RuleBroken('Please read the form before you sign it.')
    const state = afterAction(intake.state, 'sign')
    const { content } = intake
    const answers = isReadInFull(content) ? answersIn(content.sections, draft) : await answersOf(tx, intake)
    if (nextStep(intake) !== '/signature' || firstWrong(content.sections, answers) !== null) {
      throw new RuleBroken('Some answers are still needed before you can sign.')
    }
    if (!(await consentOf(tx, actor))) throw new RuleBroken('Please agree to sign electronically first.')
    if (!signersOf(intake.invitation?.signer).some(([who]) => who === signing.signedBy)) {
      throw new RuleBroken(
        'A parent, guardian or other legal representative signs this form for the client.',
        'signedBy',
      )
    }
    const signature = signatureFrom(actor, intake, signing, origin)
    if (signature.nameDiffersFromFile && !signing.nameConfirmed) {
      throw new RuleBroken('This name is not the one the practice has on file. Is it your legal name?', 'nameConfirmed')
    }
    await tx.intake.update({
      where: { organizationId_id: { organizationId: actor.organizationId, id } },
      data: {
        ...{ state, reached: content.sections.length, savedAt: now() },
        answers: await lockAnswers(tx, intake, answers),
        signature: await lockSignature(tx, intake, signature),
      },
    })
    const { kind, capacity, nameDiffersFromFile } = signature
    await record(tx, actor, 'intake.signed', id, { kind, capacity, nameDiffersFromFile })
  })
}

function signatureFrom(
  { accountId }: PortalClient,
  { content, client }: IntakeInReach,
  form: Signing,
  origin: Origin,
): Signature {
  const declined = form.noticeReceipt === 'declined'
  const isClient = form.signedBy === 'client'
  const isOnFile = fold(form.typedName) === fold(`${client.firstName} ${client.lastName}`)
  return {
    kind: declined ? 'declined_to_sign' : content.ending === 'signature' ? 'signed' : 'acknowledged',
    reason: declined ? form.declinedBecause || 'No reason given' : null,
    accountId,
    capacity: isClient ? 'client' : 'representative',
    relationship: isClient ? null : form.signedBy === 'other' ? form.signerRelation : form.signedBy,
    typedName: form.typedName,
    nameDiffersFromFile: isClient && form.typedName !== '' && !isOnFile,
    strokes: declined ? null : form.drawnStrokes,
    signedAt: now().toISOString(),
    ...origin,
  }
}
