import { z } from 'zod'
import { searchForm } from '../clients/client-list.ts'
import { day } from '../fields.ts'
import { startOfDay, dayAfter } from '../platform/time.ts'
import { eventKinds, eventsOfKind, type EventKind } from './event-words.ts'

/**
 * What one may look for, as the addresses of the pages carry it: ids, a kind and days, never a name. An id that
 * is none is out of reach, like one of nobody.
 */
const fields = {
  person: z.string().default(''),
  client: z.string().default(''),
  kind: z
    .string('Please choose a kind from the list.')
    .refine((kind) => kind === '' || Object.hasOwn(eventKinds, kind), 'Please choose a kind from the list.')
    .default(''),
  from: day.default(''),
  to: day.default(''),
}
const inOrder = ({ from, to }: { from: string; to: string }) => !from || !to || from <= to
const backwards = { path: ['to'], message: 'This day lies before the first one.' }

export const filterForm = z.strictObject(fields).refine(inOrder, backwards)
/** The same while a client is looked for. */
export const lookForm = z.strictObject({ ...fields, ...searchForm.shape }).refine(inOrder, backwards)
export type Filter = z.infer<typeof filterForm>
export type Look = z.infer<typeof lookForm>

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
