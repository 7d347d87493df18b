import { z } from 'zod'
import { line, lines, tickedBox } from '../fields.ts'
import { finishedFields, type Draft } from './answer-fields.ts'
import type { FormContent } from './form.ts'
import { isReadInFull } from './questions.ts'

/** Who signs -> what they are to the client; `other` says it in own words. */
export const signers = {
  client: 'I am the client',
  parent: 'I sign for the client as a parent',
  guardian: 'I sign for the client as a guardian',
  other: 'I sign for the client as another legal representative',
} as const

/**
 * Who may sign what staff sent: where they said that a representative signs for a minor, the client does not.
 * @param sentFor the signer staff chose with the invitation; none where the form came without one
 */
export const signersOf = (sentFor: string | undefined) =>
  Object.entries(signers).filter(([who]) => sentFor !== 'representative' || who !== 'client')

const MOST_STROKES = 200
const MOST_NUMBERS = 20_000
const UNREADABLE = 'We could not read the drawing. Please draw it again, or leave it out.'

const strokes = z
  .array(z.array(z.number().min(-10_000).max(10_000)).min(2))
  .max(MOST_STROKES)
  .refine((all) => all.every((stroke) => stroke.length % 2 === 0))
  .refine((all) => all.reduce((sum, stroke) => sum + stroke.length, 0) <= MOST_NUMBERS)

/** What was drawn: a list of strokes as JSON, or nothing. */
const drawing = z
  .string(UNREADABLE)
  .max(400_000, UNREADABLE)
  .default('')
  .transform((text, context) => {
    const found = strokes.safeParse(parsed(text))
    if (!found.success) context.addIssue({ code: 'custom', message: UNREADABLE })
    return found.data?.length ? found.data : null
  })

function parsed(text: string): unknown {
  try {
    return text === '' ? [] : JSON.parse(text)
  } catch {
    return null
  }
}

/** Names with a capital letter, which no question's key has. */
const signing = {
  signedBy: z.enum(Object.keys(signers) as [keyof typeof signers], 'Please say who is signing.'),
  signerRelation: line(100).default(''),
  typedName: line(200).default(''),
  drawnStrokes: drawing,
  /** "Yes, what I typed is my legal name", after a name that differs from the file was asked about. */
  nameConfirmed: tickedBox,
}
const receipt = {
  noticeReceipt: z.enum(['received', 'declined'], 'Please choose one of the two.'),
  declinedBecause: lines(1_000).default(''),
}

interface Given {
  signedBy?: unknown
  signerRelation?: unknown
  typedName?: unknown
  noticeReceipt?: unknown
}
const isSaid = (value: unknown) => typeof value === 'string' && value.trim() !== ''
const relationIsSaid = ({ signedBy, signerRelation }: Given) => signedBy !== 'other' || isSaid(signerRelation)
const nameIsTyped = ({ noticeReceipt, typedName }: Given) => noticeReceipt === 'declined' || isSaid(typedName)

const missing = (field: string, message: string) => ({
  path: [field],
  message,
  // asked even where other fields are wrong, so that everything is said at once
  when: () => true,
})
const noRelation = missing('signerRelation', 'Please say what you are to the client.')
const noName = missing('typedName', 'Please type your full legal name. It is your signature.')

type Fields<Shape extends z.ZodRawShape> = z.infer<z.ZodObject<Shape>>
export type Signing = Fields<typeof signing> & Partial<Fields<typeof receipt>>

/**
 * What the page that ends a form sends: the signature or the receipt of a notice, and the answers of a form that is read
 * in full.
 */
export function signatureForm(content: FormContent): z.ZodType<{ signing: Signing; draft: Draft }> {
  const asked = finishedFields(isReadInFull(content) ? content.sections : [])
  const ending = content.ending === 'signature' ? signing : { ...signing, ...receipt }
  return z
    .strictObject({ ...asked, ...ending })
    .refine(relationIsSaid, noRelation)
    .refine(nameIsTyped, noName)
    .transform((form) => ({
      signing: form as unknown as Signing,
      draft: Object.fromEntries(Object.entries(form).filter(([name]) => name in asked)) as Draft,
    }))
}
