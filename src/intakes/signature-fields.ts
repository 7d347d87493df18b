import { z } from 'zod'
import { line, lines, tickedBox } from '../fields.ts'
import type { FormContent } from './form.ts'

/** Who signs -> what they are to the client; `other` says it in own words. */
export const signers = {
  client: 'I am the client',
  parent: 'I sign for the client as a parent',
  guardian: 'I sign for the client as a guardian',
  other: 'I sign for the client as another legal representative',
} as const

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

const signing = {
  signer: z.enum(Object.keys(signers) as [keyof typeof signers], 'Please say who is signing.'),
  relationship: line(100).default(''),
  typedName: line(200).default(''),
  strokes: drawing,
  /** "Yes, this is my legal name", after a name that differs from the file was asked about. */
  confirmed: tickedBox,
}
const receipt = {
  receipt: z.enum(['received', 'declined'], 'Please choose one of the two.'),
  reason: lines(1_000).default(''),
}

/** Asked even where other fields are wrong, so that everything is said at once. */
const always = { when: () => true }
const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '')
interface Given {
  signer?: unknown
  relationship?: unknown
  typedName?: unknown
  receipt?: unknown
}
const relationshipIsSaid = ({ signer, relationship }: Given) => signer !== 'other' || text(relationship) !== ''
const nameIsTyped = ({ receipt, typedName }: Given) => receipt === 'declined' || text(typedName) !== ''

const complete = <S extends z.ZodType<Given>>(schema: S) =>
  schema
    .refine(relationshipIsSaid, {
      path: ['relationship'],
      message: 'Please say what you are to the client.',
      ...always,
    })
    .refine(nameIsTyped, {
      path: ['typedName'],
      message: 'Please type your full legal name. It is your signature.',
      ...always,
    })

const signed = complete(z.strictObject(signing)).transform((form) => ({ ...form, receipt: null, reason: '' }))
const acknowledged = complete(z.strictObject({ ...signing, ...receipt }))

/** What the page that ends a form sends: a signature, or the receipt of a notice. */
export const signatureFields = ({ ending }: Pick<FormContent, 'ending'>): z.ZodType<Signing> =>
  ending === 'signature' ? signed : acknowledged
export type Signing = z.infer<typeof signed> | z.infer<typeof acknowledged>
