import type { PortalClient } from '../actor.ts'
import { inOrganization } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { authorize, clientsVisibleTo, documentsVisibleTo } from '../policy.ts'
import { eventsOfKind } from './event-words.ts'
import { newestEvents } from './queries.ts'

const PAGE = 25

/** One time somebody of the practice looked at a client's file. */
export interface Opening {
  at: Date
  /** Name and role, as they are today. */
  who: string
  what: string
}

/** Who of the practice opened what of an account's files, newest first, 25 a page, before the one named. */
export async function ownOpenings(actor: PortalClient, before: unknown) {
  const subjects = await inOrganization(actor, async (tx) => {
    const files = await tx.client.findMany({ where: clientsVisibleTo(actor), select: { id: true } })
    authorize(actor, 'opening.list')
    return [...files, ...(await tx.document.findMany({ where: documentsVisibleTo(actor), select: { id: true } }))]
  })
  const wanted = {
    ...{ subjects: subjects.map(({ id }) => id), byStaff: true as const, person: null, from: null, until: null },
    events: eventsOfKind('reading'),
  }
  const rows = await newestEvents(actor, wanted, PAGE + 1, isId(before) ? before : null)
  const shown = rows.slice(0, PAGE)
  const openings = await inOrganization(actor, async (tx): Promise<Opening[]> => {
    const ids = (of: (row: (typeof shown)[number]) => string | null) => ({
      id: { in: shown.flatMap((row) => of(row) ?? []) },
    })
    const staff = await tx.staff.findMany({
      where: ids((row) => row.actor_id),
      select: { id: true, name: true, role: true },
    })
    const documents = await tx.document.findMany({
      where: ids((row) => row.subject_id),
      select: { id: true, title: true },
    })
    return shown.map(({ at, actor_id, subject_id, details }) => {
      const person = staff.find(({ id }) => id === actor_id)
      const document = documents.find(({ id }) => id === subject_id)
      return {
        at,
        who: person ? `${person.name}, ${person.role}` : 'Somebody of the practice',
        what:
          (document ? `Document: ${document.title}` : 'Your file') + ('reason' in details ? ' (gave a reason)' : ''),
      }
    })
  })
  return { openings, next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null }
}
