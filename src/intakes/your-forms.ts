import { z } from 'zod'
import type { PortalClient } from '../actor.ts'
import { readInOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { formsToSubmit } from './review.ts'
import { intakeStates, type IntakeState } from './rules.ts'
import { isDone } from './steps.ts'

const state = z.enum(Object.keys(intakeStates) as [IntakeState, ...IntakeState[]])
/** A row of FORMS_SQL. */
export const listedForm = z.object({
  id: z.string(),
  title: z.string(),
  state,
  reached: z.number(),
  /** How many pages there are to fill in, while that matters. */
  pages: z.number().nullable(),
  saved_at: z.coerce.date().nullable(),
  submitted_at: z.coerce.date().nullable(),
  for_whom: z.string().nullable(),
  /** How a signed form ends: the text of a form is long, so it is not unpacked for the others. */
  ending: z.string().nullable(),
})
type Row = z.infer<typeof listedForm>
export type ListedForm = Row & { words: string; look: string; isDone: boolean }

/** The forms of an account in order, and which of them comes next. */
export interface YourForms {
  forms: ListedForm[]
  /** The number of the form one is at; the last where all are done. */
  at: number
  next: ListedForm | null
  /** How far they are, in words that follow "Your forms: "; empty where there are none. */
  progress: string
  toSubmit: number
}

/**
 * The forms of an account, also for the combined statements of hot pages: $1 the organization, $2 the account.
 * A form's own text is looked into only where its progress is shown.
 */
export const FORMS_SQL = `
  select i.id, v.title,
    case when i.state = 'signed' then v.content ->> 'ending' end as ending, i.state, i.reached, i.saved_at, i.submitted_at,
    case when i.state = 'in_progress' then jsonb_array_length(v.content -> 'sections') end as pages,
    case when x.kind <> 'self' then coalesce(c.preferred_name, c.first_name) end as for_whom
  from accesses x
    join clients c on c.organization_id = x.organization_id and c.id = x.client_id
    join intakes i on i.organization_id = c.organization_id and i.client_id = c.id and i.state <> 'revoked'
    join form_versions v on v.organization_id = i.organization_id and v.id = i.form_version_id
  where x.organization_id = $1 and x.account_id = $2 and x.ends_at is null and 'forms' = any(x.rights)
  order by i.client_id, i.sent_at, i.position, i.id`

export async function yourForms(actor: PortalClient): Promise<YourForms> {
  authorize(actor, 'intake.list')
  const { organizationId, accountId } = actor
  return inOrder(actor, await readInOrganization(actor, listedForm, FORMS_SQL, [organizationId, accountId]))
}

/** @param rows what FORMS_SQL gave for `actor` */
export async function inOrder(actor: PortalClient, rows: Row[]): Promise<YourForms> {
  const deeds = await deedsOf(actor, rows)
  const forms = rows.map((form) => {
    const { words, look } = intakeStates[form.state]
    const deed = form.state === 'signed' ? deeds.get(form.id) : undefined
    return { ...form, look, words: deed ? unsentWords[deed] : words, isDone: isDone(form.state) }
  })
  const index = forms.findIndex((form) => !form.isDone)
  return {
    forms,
    at: index < 0 ? forms.length : index + 1,
    next: forms[index] ?? null,
    progress: progressOf(rows),
    toSubmit: forms.filter((form) => form.state === 'signed').length,
  }
}

/** What was done is sealed with the signature; it is opened only while an acknowledgement waits to be sent. */
async function deedsOf(actor: PortalClient, rows: Row[]) {
  const isNeeded = rows.some(({ state, ending }) => state === 'signed' && ending === 'acknowledgement')
  const signed = isNeeded ? await formsToSubmit(actor) : []
  return new Map(signed.map(({ id, signature }) => [id, signature.kind]))
}

const unsentWords = {
  signed: intakeStates.signed.words,
  acknowledged: 'Acknowledged, not yet sent',
  declined_to_sign: 'Not signed, not yet sent',
}

function progressOf(rows: Row[]): string {
  const paper = rows.filter((form) => form.state === 'paper').length
  const sent = rows.filter((form) => form.state === 'submitted').length
  const here = rows.length > paper ? [`${sent} of ${rows.length - paper} sent`] : []
  return [...here, ...(paper ? [`${paper} on paper`] : [])].join(', ')
}
