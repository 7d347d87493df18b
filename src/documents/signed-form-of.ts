import type { PortalClient } from '../actor.ts'
import { RuleBroken } from '../errors.ts'
import { consentText } from '../intakes/electronic-consent.ts'
import { answersOf, type IntakeInReach, type Signature } from '../intakes/intake-content.ts'
import type { Tx } from '../platform/database.ts'
import { dayText } from '../platform/time.ts'
import { signedForm, type SignedForm } from './record.ts'

type Numbered = Pick<SignedForm, 'documentNumber'>

/**
 * Everything that was shown, said and done when a form was signed, as it will be sealed; the number comes last, with
 * the place in the chain. Nothing is filled in: what is missing is missing.
 */
export async function evidenceOf(
  tx: Tx,
  actor: PortalClient,
  intake: IntakeInReach,
  signature: Signature,
  submittedAt: Date,
) {
  const { formVersion, client, content } = intake
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: actor.organizationId } })
  const { kind, reason, strokes, capacity, relationship, typedName, nameDiffersFromFile } = signature
  return {
    schemaVersion: 1 as const,
    organization: { id: organization.id, name: organization.name },
    form: {
      key: formVersion.form.key,
      formVersionId: formVersion.id,
      version: formVersion.version,
      language: content.language,
      content,
    },
    answers: await answersOf(tx, intake),
    consent: await consentOf(tx, actor, content.title, signature),
    signer: { accountId: actor.accountId, email: actor.email, capacity, relationship, typedName, nameDiffersFromFile },
    client: {
      id: client.id,
      legalName: `${client.firstName} ${client.lastName}`,
      dateOfBirth: client.dateOfBirth && dayText(client.dateOfBirth),
    },
    signature: { kind, reason, strokes },
    intakeId: intake.id,
    signedAt: signature.signedAt,
    submittedAt: submittedAt.toISOString(),
    timeZone: organization.timeZone,
    address: signature.address,
    browser: signature.browser,
  }
}
export type Evidence = Awaited<ReturnType<typeof evidenceOf>>

/** @throws RuleBroken where anything that proves the signature is missing: then it cannot be sealed */
export function completed(evidence: Evidence, { documentNumber }: Numbered): SignedForm {
  const form = signedForm.safeParse({ ...evidence, documentNumber })
  if (!form.success) throw incomplete(evidence.form.content.title)
  return form.data
}

/** The agreement to sign electronically that stood when the form was signed, the sample opened before it. */
async function consentOf(tx: Tx, { organizationId, accountId }: PortalClient, title: string, { signedAt }: Signature) {
  const { version, paragraphs } = consentText
  const consent = await tx.electronicConsent.findFirst({
    where: { organizationId, accountId, version },
    orderBy: { number: 'desc' },
  })
  const { givenAt = null, sampleOpenedAt = null, withdrawnAt = null } = consent ?? {}
  const isProven = givenAt && sampleOpenedAt && sampleOpenedAt <= givenAt && givenAt <= new Date(signedAt)
  if (!isProven || withdrawnAt) throw withoutConsent(title)
  const text = paragraphs.join('\n\n')
  return { version, text, givenAt: givenAt.toISOString(), sampleOpenedAt: sampleOpenedAt.toISOString() }
}

const incomplete = (title: string) =>
  new RuleBroken(
    `“${title}” was not sent, because part of what proves your signature is missing. Please open it and sign it again.`,
  )

const withoutConsent = (title: string) =>
  new RuleBroken(
    `“${title}” was not sent, because your agreement to sign electronically does not stand. Please agree to it, then sign the form again.`,
  )
