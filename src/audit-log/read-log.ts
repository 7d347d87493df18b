import type { StaffActor } from '../actor.ts'
import { shownName } from '../clients/client-words.ts'
import { listedName } from '../clients/listed-client.ts'
import { reasonWords } from '../documents/opening-reason.ts'
import { NotFound } from '../errors.ts'
import { inOrganization } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { authorize } from '../policy.ts'
import { subjectsOf } from './client-subjects.ts'
import { boundsOf, type Filter } from './event-filter.ts'
import { calledIn, namesIn } from './event-names.ts'
import { sentenceOf } from './event-words.ts'
import { newestEvents, type EventRow, type Wanted } from './queries.ts'

const PAGE = 50

/** One line of the log. */
export interface LogLine {
  id: string
  at: Date
  who: string
  role: string
  sentence: string
  /** The reason that was given; on the screen only. */
  reason: string | null
  event: string
}

/** Everybody who may be chosen, and the client who is. */
export interface Choices {
  staff: { id: string; name: string }[]
  client: { id: string; name: string } | null
}

/** Everybody there is to choose, and whether what was chosen is there. @throws NotFound where the client or the person is none of the practice */
export async function choicesFor(actor: StaffActor, { client: clientId, person }: Filter): Promise<Choices> {
  authorize(actor, 'audit.view')
  return inOrganization(actor, async (tx) => {
    const staff = await tx.staff.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } })
    const client = isId(clientId) ? await tx.client.findFirst({ where: { id: clientId } }) : null
    if ((clientId && !client) || (person && !staff.some(({ id }) => id === person))) throw new NotFound()
    return { staff, client: client && { id: client.id, name: listedName(actor, shownName(client)) } }
  })
}

/** The newest lines that fit, and the id the next page begins before. */
export async function readLog(actor: StaffActor, filter: Filter, zone: string, before: unknown) {
  authorize(actor, 'audit.view')
  const wanted = await wantedBy(actor, filter, zone)
  const rows = await newestEvents(actor, wanted, PAGE + 1, isId(before) ? before : null)
  const next = rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null
  return { lines: await linesOf(actor, rows.slice(0, PAGE)), next }
}

/** What a filter asks of the database. */
export async function wantedBy(actor: StaffActor, filter: Filter, zone: string): Promise<Wanted> {
  const { client } = filter
  const subjects = client ? await inOrganization(actor, (tx) => subjectsOf(tx, [client])) : null
  return { ...boundsOf(filter, zone), subjects }
}

/** Events in words. @param isKept whether they leave as a file, which has full names, or are a list on the screen */
export async function linesOf(actor: StaffActor, rows: EventRow[], isKept = false): Promise<LogLine[]> {
  const shown = (name: string) => (isKept ? name : listedName(actor, name))
  const ids = isKept ? [] : rows.flatMap((row) => (row.event === GIVEN ? [String(row.details['reason'])] : []))
  const { names, reasons } = await inOrganization(actor, async (tx) => ({
    names: await namesIn(tx, rows, shown),
    reasons: await reasonWords(tx, ids),
  }))
  return rows.map((row) => {
    const called = calledIn(names, row)
    const { id, at, event, actor_kind: kind } = row
    const reason = event === GIVEN ? (reasons.get(String(row.details['reason'])) ?? null) : null
    return { id, at, event, reason, who: called.who, role: roles[kind] ?? kind, sentence: sentenceOf(event, called) }
  })
}

const GIVEN = 'document.reason-given'
const roles: Record<string, string> = { PortalClient: 'Client', System: 'The program', Visitor: 'Before signing in' }
