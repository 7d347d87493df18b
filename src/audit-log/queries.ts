import { z } from 'zod'
import type { Member } from '../actor.ts'
import { auditEvents } from '../audit.ts'
import { readInOrganization } from '../platform/database.ts'
import type { Bounds } from './event-filter.ts'

const row = z.object({
  id: z.string(),
  at: z.date(),
  actor_kind: z.string(),
  actor_id: z.string().nullable(),
  event: z.string(),
  subject_id: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
})
export type EventRow = z.infer<typeof row>

export interface Wanted extends Bounds {
  /** Ids of a client's file and of everything that belongs to it; null: of anybody. */
  subjects: string[] | null
  /** Only what was done by members of the staff. */
  byStaff?: true
}

const COLUMNS = 'e.id, e.at, e.actor_kind, e.actor_id, e.event, e.subject_id, e.details'

/**
 * The newest events that fit, at most `limit`, those before the one named. However many there are, each stream of one
 * subject, or of one event, is read along its own index and no further than a page.
 */
export async function newestEvents(actor: Member, wanted: Wanted, limit: number, before: string | null) {
  const { person, events, from, until, subjects, byStaff } = wanted
  const every = events ?? Object.keys(auditEvents)
  const condition = [
    'e.organization_id = $1 and e.at >= $2 and e.at < $3',
    before
      ? '(e.at, e.id) < (select b.at, b.id from audit_events b where b.organization_id = $1 and b.id = $5)'
      : '$5::uuid is null',
    byStaff ? `e.actor_kind in ('Administrator', 'Therapist', 'Office')` : 'true',
  ].join(' and ')
  const stream = (source: string, more: string) => `select found.* from ${source} cross join lateral (
    select ${COLUMNS} from audit_events e where ${condition} and ${more} order by e.at desc, e.id desc limit $4) found`
  const ofPerson = '(e.actor_id = $6 or e.subject_id = $6)'
  const streams = subjects
    ? [
        stream(
          'unnest($8::uuid[]) s(id)',
          `e.subject_id = s.id and e.event = any($7) and ($6::uuid is null or ${ofPerson})`,
        ),
      ]
    : person
      ? [
          stream('unnest($7::text[]) k(event)', 'e.actor_id = $6 and e.event = k.event'),
          stream('(values (1)) once(n)', 'e.subject_id = $6 and e.event = any($7)'),
        ]
      : events
        ? [stream('unnest($7::text[]) k(event)', 'e.event = k.event')]
        : [stream('(values (1)) once(n)', 'true')]
  const text = `with given as (select $6::uuid, $7::text[], $8::uuid[])
    select distinct on (at, id) * from (${streams.join(' union all ')}) e order by at desc, id desc limit $4`
  const open = { from: from ?? new Date('0001-01-01T00:00:00Z'), until: until ?? new Date('9999-01-01T00:00:00Z') }
  const values = [actor.organizationId, open.from, open.until, limit, before, person, every, subjects ?? []]
  return readInOrganization(actor, row, text, values)
}
