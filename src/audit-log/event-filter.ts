import { z } from 'zod'
import { day } from '../fields.ts'
import { startOfDay, dayAfter } from '../platform/time.ts'
import { eventKinds, eventsOfKind, type EventKind } from './event-words.ts'

/**
 * What one may look for, as the addresses of the pages carry it: ids, a kind and days, never a name. An id that
 * is none is out of reach, like one of nobody.
 */
export const filterForm = z.strictObject({
  person: z.string().default(''),
  client: z.string().default(''),
  kind: z
    .string('Please choose a kind from the list.')
    .refine((kind) => kind === '' || Object.hasOwn(eventKinds, kind), 'Please choose a kind from the list.')
    .default(''),
  from: day.default(''),
  to: day.default(''),
})
export type Filter = z.infer<typeof filterForm>

/** The same for the database: instants in the practice's zone, the end exclusive, and the events of the kind. */
export function boundsOf({ person, kind, from, to }: Filter, zone: string) {
  return {
    person: person || null,
    events: kind ? eventsOfKind(kind as EventKind) : null,
    from: from ? startOfDay(from, zone) : null,
    until: to ? startOfDay(dayAfter(to), zone) : null,
  }
}
export type Bounds = ReturnType<typeof boundsOf>
