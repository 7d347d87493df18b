import { z } from 'zod'
import type { Member } from '../actor.ts'
import { lock, unlock } from '../platform/data-keys.ts'
import type { Tx } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { intakesVisibleTo } from '../policy.ts'
import { formContent } from './form.ts'

/** Answers by question key: words, the ticked options, or the option chosen for each row of a matrix. */
export const answers = z.record(
  z.string(),
  z.union([z.string(), z.array(z.string()), z.record(z.string(), z.string())]),
)
export type Answers = z.infer<typeof answers>

/** One signature under one form, with what it takes to prove it later. Nothing has a default. */
export const signature = z.strictObject({
  kind: z.enum(['signed', 'acknowledged', 'declined_to_sign']),
  reason: z.string().nullable(),
  accountId: z.uuid(),
  capacity: z.enum(['client', 'representative']),
  relationship: z.string().nullable(),
  typedName: z.string(),
  nameDiffersFromFile: z.boolean(),
  /** What was drawn, if anything: one flat list of x, y, x, y ... a stroke. */
  strokes: z.array(z.array(z.number())).nullable(),
  signedAt: z.iso.datetime(),
  address: z.string(),
  browser: z.string(),
})
export type Signature = z.infer<typeof signature>

interface Stored {
  organizationId: string
  id: string
  clientId: string
}

const place = ({ organizationId, id, clientId }: Stored, what: 'answers' | 'signature') => ({
  organizationId,
  subjectId: clientId,
  label: `intake.${what}`,
  rowId: id,
})

export const lockAnswers = (tx: Tx, intake: Stored, value: Answers) =>
  lock(tx, place(intake, 'answers'), JSON.stringify(value))

export const lockSignature = (tx: Tx, intake: Stored, value: Signature) =>
  lock(tx, place(intake, 'signature'), JSON.stringify(value))

export async function answersOf(tx: Tx, intake: Stored & { answers: Uint8Array | null }): Promise<Answers> {
  if (!intake.answers) return {}
  return answers.parse(JSON.parse((await unlock(tx, place(intake, 'answers'), intake.answers)).toString('utf8')))
}

export async function signatureOf(
  tx: Tx,
  intake: Stored & { signature: Uint8Array | null },
): Promise<Signature | null> {
  if (!intake.signature) return null
  return signature.parse(JSON.parse((await unlock(tx, place(intake, 'signature'), intake.signature)).toString('utf8')))
}

/** A form sent to a client, within the actor's reach, with what it says; null where there is none. */
export async function intakeInReach(tx: Tx, actor: Member, id: string) {
  if (!isId(id)) return null
  const intake = await tx.intake.findFirst({
    where: { AND: [{ id }, intakesVisibleTo(actor)] },
    include: {
      ...{ formVersion: { include: { form: true } }, client: true },
      invitation: { select: { signer: true } },
    },
  })
  return intake && { ...intake, content: formContent.parse(intake.formVersion.content) }
}
export type IntakeInReach = NonNullable<Awaited<ReturnType<typeof intakeInReach>>>
