import { shownName } from '../clients/client-words.ts'
import type { Tx } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { codeInWords, isOfItsSubject } from './event-words.ts'
import type { EventRow } from './queries.ts'

const client = { select: { firstName: true, lastName: true, preferredName: true, email: true } } as const
const files = { where: { endsAt: null }, select: { client } } as const

/** The ids in an event: who, to whom, and those among its details. */
const idsIn = ({ actor_id, subject_id, details }: EventRow): string[] =>
  [actor_id, subject_id, ...Object.values(details).flat()].filter(isId)

/**
 * What every id in these events is called, in seven statements however many there are. The log holds ids only; names are
 * those of today.
 * @param shown what a client's name is for the reader
 */
export async function namesIn(
  tx: Tx,
  events: EventRow[],
  shown: (name: string) => string,
): Promise<Map<string, string>> {
  const nameOf = (of: Parameters<typeof shownName>[0]) => shown(shownName(of))
  const where = { id: { in: [...new Set(events.flatMap(idsIn))] } }
  const clients = await tx.client.findMany({ where, select: { id: true, ...client.select } })
  const accounts = await tx.portalAccount.findMany({ where, select: { id: true, email: true, accesses: files } })
  const invitations = await tx.invitation.findMany({ where, select: { id: true, client } })
  const intakes = await tx.intake.findMany({
    where,
    select: { id: true, client, formVersion: { select: { title: true } } },
  })
  const documents = await tx.document.findMany({ where, select: { id: true, number: true, title: true, client } })
  return new Map([
    ...(await tx.staff.findMany({ where, select: { id: true, name: true } })).map(named(({ name }) => name)),
    ...(await tx.staffInvitation.findMany({ where, select: { id: true, name: true } })).map(named(({ name }) => name)),
    ...clients.map(named((row: (typeof clients)[number]) => nameOf(row))),
    ...accounts.map(
      named(({ email, accesses }) => accesses.map((access) => nameOf(access.client)).join(', ') || email),
    ),
    ...invitations.map(named((invitation) => nameOf(invitation.client))),
    ...intakes.map(named((intake) => `“${intake.formVersion.title}” of ${nameOf(intake.client)}`)),
    ...documents.map(
      named(({ number, title, ...document }) => `document No. ${number}, “${title}”, of ${nameOf(document.client)}`),
    ),
  ])
}

const named =
  <Row extends { id: string }>(name: (row: Row) => string) =>
  (row: Row): [string, string] => [row.id, name(row)]

/** Whoever is named nowhere: the program itself, and whoever was not signed in. */
const unnamed: Record<string, string> = { System: 'Anteroom', Visitor: 'Somebody who was not signed in' }

/** What an event's doer, subject and details are called. */
export function calledIn(names: Map<string, string>, event: EventRow) {
  const isOwn = event.actor_kind === 'Visitor' && isOfItsSubject(event.event)
  const doer = isOwn ? event.subject_id : event.actor_id
  const details = Object.entries(event.details).map(([key, value]) => [
    key,
    [value].flat().map((one) => names.get(String(one)) ?? codeInWords(key, String(one))),
  ])
  return {
    who: names.get(doer ?? '') ?? unnamed[event.actor_kind] ?? 'Somebody',
    subject: names.get(event.subject_id ?? '') ?? '',
    details: Object.fromEntries(details) as Record<string, string[]>,
  }
}
