import type { StaffActor } from '../actor.ts'
import type { ClientRow } from '../clients/client-list.ts'
import { page, type PageReply } from '../web/reply.ts'
import { unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { filterForm, type Filter } from './event-filter.ts'
import { eventKinds } from './event-words.ts'
import { choicesFor, readLog, type LogLine } from './read-log.ts'

interface Option {
  value: string
  words: string
}

export interface LogPage {
  form: FormState
  lines: LogLine[]
  /** Where the next page is; null on the last. */
  next: string | null
  people: Option[]
  kinds: Option[]
  client: { id: string; name: string } | null
  /** What the export sends along. */
  filter: { name: string; value: string }[]
  search: string
  found: { href: string; name: string }[] | null
}

export const LOG = '/organization/audit'
const everything: Filter = { person: '', client: '', kind: '', from: '', to: '' }
const kinds = Object.entries(eventKinds).map(([value, words]) => ({ value, words }))

/** Clients somebody looked for, to choose one of; with what was refused, where something was. */
interface Looked {
  search: string
  found: ClientRow[] | null
  filter?: Filter
  form?: FormState
}

/** The page of what an address asks for; where it asks for what there is not, the page says so and lists everything. */
export async function logPage({ actor, practice, query }: Visit<StaffActor>, looked?: Looked): Promise<PageReply> {
  const { before, ...asked } = query
  const parsed = filterForm.safeParse(looked?.filter ?? asked)
  const filter = parsed.success ? parsed.data : everything
  const choices = await choicesFor(actor, filter)
  const { lines, next } = await readLog(actor, filter, practice.timeZone, before)
  const chosen = Object.entries(filter).filter(([, value]) => value !== '')
  const errors = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => errorOf(path[0], message))
  const model: LogPage = {
    form: looked?.form ?? { ...unsent(parsed.success ? filter : typedIn(asked)), errors },
    ...{ lines, kinds, client: choices.client },
    next: next && addressOf({ ...filter, before: next }),
    people: choices.staff.map(({ id, name }) => ({ value: id, words: name })),
    filter: chosen.map(([name, value]) => ({ name, value })),
    search: looked?.search ?? '',
    found: looked?.found?.map(({ id, name }) => ({ name, href: addressOf({ ...filter, client: id }) })) ?? null,
  }
  return page(
    'staff/audit-log/index',
    errors.length ? 'Error: Audit log' : 'Audit log',
    model,
    errors.length ? 422 : 200,
  )
}

/** The page of a filter; its address holds what was chosen and nothing else. */
const addressOf = (asked: Partial<Filter> & { before?: string }): string =>
  `/staff${LOG}?${new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== '')).toString()}`

const fields = Object.keys(everything)
const errorOf = (field: PropertyKey | undefined, sentence: string) =>
  fields.includes(String(field))
    ? { field: String(field), sentence }
    : { field: null, sentence: 'This address asks for something we do not know.' }

const typedIn = (asked: Record<string, unknown>) =>
  Object.fromEntries(fields.map((name) => [name, typeof asked[name] === 'string' ? asked[name] : '']))
