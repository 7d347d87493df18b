import { z } from 'zod'
import { formContent, type Element, type FormContent } from '../intakes/form.ts'
import { sealedEvidence } from '../platform/verify-evidence.ts'

const text = z.string().min(1)
const id = z.uuid()
const instant = z.iso.datetime()
const questionKey = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)

/** An answer as given: words, the ticked options, or the option chosen for each row of a matrix. */
export const answer = z.union([z.string(), z.array(z.string()), z.record(questionKey, z.string())])
export type Answer = z.infer<typeof answer>

/**
 * What is sealed when a form is signed: everything that was shown, said and done, in the words of that moment.
 * Every field is required and nothing has a default, so a record that lacks evidence cannot be made.
 */
export const signedForm = z
  .strictObject({
    schemaVersion: z.literal(1),
    organization: z.strictObject({ id, name: text }),
    form: z.strictObject({
      key: text,
      formVersionId: id,
      version: z.int().positive(),
      language: text,
      /** The whole text as it was shown. */
      content: formContent,
    }),
    answers: z.record(questionKey, answer),
    /** The agreement to sign electronically, and when the sample document was opened before it. */
    consent: z.strictObject({ version: z.int().positive(), text, givenAt: instant, sampleOpenedAt: instant }),
    signer: z.strictObject({
      accountId: id,
      email: z.email(),
      capacity: z.enum(['client', 'representative']),
      /** What a representative is to the client, in their words; null for the client. */
      relationship: text.nullable(),
      /** The signature. Empty only where signing was declined. */
      typedName: z.string(),
      nameDiffersFromFile: z.boolean(),
    }),
    client: z.strictObject({ id, legalName: text, dateOfBirth: z.iso.date().nullable() }),
    signature: z.strictObject({
      kind: z.enum(['signed', 'acknowledged', 'declined_to_sign']),
      reason: text.nullable(),
      /** What was drawn, if anything: one flat list of x, y, x, y ... for each stroke, y growing downwards. */
      strokes: z.array(z.array(z.number()).min(2)).min(1).nullable(),
    }),
    intakeId: id,
    documentNumber: z.int().positive(),
    signedAt: instant,
    submittedAt: instant,
    /** The IANA zone in which times are shown. */
    timeZone: text,
    address: text,
    browser: z.string(),
  })
  .superRefine((record, context) => {
    for (const [path, message] of contradictions(record)) context.addIssue({ code: 'custom', path, message })
  })
export type SignedForm = z.infer<typeof signedForm>

/** The file with which anyone can check a signed form without Anteroom's database. */
export const evidence = sealedEvidence
  .extend({ record: signedForm })
  .refine(({ record, seal }) => record.organization.id === seal.organizationId, {
    path: ['record', 'organization', 'id'],
    message: 'is not the organization that sealed the record',
  })
export type Evidence = z.infer<typeof evidence>

export type Question = Extract<Element, { key: string }>

/** Whether a thing on a form is answered rather than only read. */
export const isQuestion = (element: Element): element is Question => 'key' in element

function questionsOf(content: FormContent): Question[] {
  return content.sections.flatMap((section) => section.elements.filter(isQuestion))
}

type Contradiction = [path: string[], message: string]

function contradictions({ form, answers, signer, signature }: Pick<SignedForm, Contradictory>): Contradiction[] {
  const asked = questionsOf(form.content).map((question) => question.key)
  const declined = signature.kind === 'declined_to_sign'
  const isFormSigned = form.content.ending === 'signature'
  const found: [boolean, ...Contradiction][] = [
    [new Set(asked).size < asked.length, ['form', 'content'], 'asks two questions under one key'],
    [Object.keys(answers).some((key) => !asked.includes(key)), ['answers'], 'answers what was not asked'],
    [form.language !== form.content.language, ['form', 'language'], 'is not the language of the text'],
    [
      (signer.capacity === 'representative') !== (signer.relationship !== null),
      ['signer', 'relationship'],
      'is named by a representative, and by nobody else',
    ],
    [!declined && signer.typedName.trim() === '', ['signer', 'typedName'], 'is missing'],
    [declined && signature.strokes !== null, ['signature', 'strokes'], 'are given though signing was declined'],
    [!declined && signature.reason !== null, ['signature', 'reason'], 'belongs to declining only'],
    [isFormSigned !== (signature.kind === 'signed'), ['signature', 'kind'], 'is not how this form ends'],
    [
      (signature.strokes ?? []).some((stroke) => stroke.length % 2 === 1),
      ['signature', 'strokes'],
      'have an x without its y',
    ],
  ]
  return found.flatMap(([isSo, path, message]): Contradiction[] => (isSo ? [[path, message]] : []))
}

type Contradictory = 'form' | 'answers' | 'signer' | 'signature'
