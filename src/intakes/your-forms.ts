import { z } from 'zod'
import type { PortalClient } from '../actor.ts'
import { readInOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
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
})
export type ListedForm = z.infer<typeof listedForm> & { words: string; look: string; isDone: boolean }

/** The forms of an account in order, and which of them comes next: "Your forms (2 of 3)". */
export interface YourForms {
  forms: ListedForm[]
  /** The number of the form one is at; the last where all are done. */
  at: number
  next: ListedForm | null
  toSubmit: number
}

/**
 * The forms of an account, also for the combined statements of hot pages: $1 the organization, $2 the account.
 * A form's own text is looked into only where its progress is shown.
 */
export const FORMS_SQL = `
  select i.id, v.title, i.state, i.reached, i.saved_at, i.submitted_at,
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
  return inOrder(await readInOrganization(actor, listedForm, FORMS_SQL, [actor.organizationId, actor.accountId]))
}

export function inOrder(rows: z.infer<typeof listedForm>[]): YourForms {
  const forms = rows.map((form) => ({ ...form, ...intakeStates[form.state], isDone: isDone(form.state) }))
  const index = forms.findIndex((form) => !form.isDone)
  return {
    forms,
    at: index < 0 ? forms.length : index + 1,
    next: forms[index] ?? null,
    toSubmit: forms.filter((form) => form.state === 'signed').length,
  }
}
