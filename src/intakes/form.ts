import { z } from 'zod'

const key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
const question = { key, label: z.string(), help: z.string().optional(), required: z.boolean().optional() }
const options = z.array(z.string()).min(2)

/** One thing on a form: words to read, or a question whose answer is kept under `key`. */
const element = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text: z.string() }),
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({ kind: z.literal('list'), items: z.array(z.string()).min(1) }),
  z.strictObject({ kind: z.literal('short_answer'), ...question }),
  z.strictObject({ kind: z.literal('long_answer'), ...question }),
  z.strictObject({ kind: z.literal('one_choice'), ...question, options }),
  z.strictObject({ kind: z.literal('several'), ...question, options }),
  z.strictObject({ kind: z.literal('drop_down'), ...question, options }),
  z.strictObject({ kind: z.literal('yes_no'), ...question }),
  z.strictObject({ kind: z.literal('date'), ...question }),
  z.strictObject({ kind: z.literal('number'), ...question, min: z.number(), max: z.number() }),
  z.strictObject({ kind: z.literal('phone'), ...question }),
  z.strictObject({ kind: z.literal('email'), ...question }),
  z.strictObject({
    kind: z.literal('scale'),
    ...question,
    min: z.number(),
    max: z.number(),
    low: z.string(),
    high: z.string(),
  }),
  z.strictObject({
    kind: z.literal('matrix'),
    ...question,
    rows: z.array(z.strictObject({ key, label: z.string() })).min(1),
    options,
  }),
])
export type Element = z.infer<typeof element>

const section = z.strictObject({
  title: z.string(),
  /** The practice's emergency text is shown below this section: its questions may hurt. */
  distressing: z.boolean().optional(),
  elements: z.array(element).min(1),
})
export type Section = z.infer<typeof section>

/** What a version of a form says. It is stored as JSON and never changed: a new text is a new version. */
export const formContent = z.strictObject({
  title: z.string(),
  language: z.string(),
  summary: z.string(),
  /** How it ends: signed, or (a notice) acknowledged as received, which the client may decline to sign. */
  ending: z.enum(['signature', 'acknowledgement']),
  /** The sentence above the signature. */
  statement: z.string(),
  sections: z.array(section).min(1),
})
export type FormContent = z.infer<typeof formContent>
