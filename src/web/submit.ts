import type { z } from 'zod'
import { Busy, RuleBroken } from '../errors.ts'
import type { PageReply, Reply } from './reply.ts'
import type { Visit } from './visit.ts'

type Typed = Record<string, string | string[]>

/** A form as a view shows it: what stands in each field, and what is wrong with it. */
export interface FormState {
  values: Typed
  errors: { field: string | null; sentence: string }[]
}

/** A form nobody has sent yet, with what is already known filled in. */
export const unsent = (values: Record<string, string | string[] | null | undefined> = {}): FormState => ({
  values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? ''])),
  errors: [],
})

/**
 * Parses what was posted, runs the operation, and answers with `done`; or, where the input or a rule refuses, with the
 * page again, 422, everything typed kept and each sentence beside its field.
 */
export async function submit<S extends z.ZodType, R>(
  visit: Visit,
  schema: S,
  operation: (form: z.infer<S>) => Promise<R>,
  answer: { done: (result: R) => Reply | Promise<Reply>; again: (form: FormState) => PageReply | Promise<PageReply> },
): Promise<Reply> {
  const again = async (errors: FormState['errors'], status = 422): Promise<Reply> => {
    const reply = await answer.again({ values: typedIn(visit.form), errors })
    return { ...reply, status, title: `Error: ${reply.title}` }
  }
  const parsed = schema.safeParse(visit.form)
  if (!parsed.success) return again(errorsOf(parsed.error))
  try {
    return await answer.done(await operation(parsed.data))
  } catch (error) {
    if (error instanceof RuleBroken) {
      return again([error, ...error.also].map(({ field = null, message }) => ({ field, sentence: message })))
    }
    if (error instanceof Busy)
      return again([{ field: null, sentence: 'We could not save this just now. Please try again in a moment.' }], 503)
    throw error
  }
}

/** What was typed, to be shown again; passwords are typed anew. */
function typedIn(form: Record<string, unknown>): Typed {
  const kept = Object.entries(form).filter(([name]) => !/password/i.test(name))
  return Object.fromEntries(
    kept.map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
  )
}

function errorsOf(error: z.ZodError): FormState['errors'] {
  const first = new Map<string | null, string>()
  for (const issue of error.issues) {
    const unknown = issue.code === 'unrecognized_keys'
    const field = unknown || issue.path.length === 0 ? null : String(issue.path[0])
    if (!first.has(field))
      first.set(field, unknown ? 'This form has a field we do not know. Please reload the page.' : issue.message)
  }
  return [...first].map(([field, sentence]) => ({ field, sentence }))
}
