import { z } from 'zod'
import { line, optional } from '../fields.ts'
import type { Wish } from './seating.ts'

const id = line(36)

/** Ids in one hidden field, with spaces between. */
const ids = optional(line(40_000)).transform((text) => text?.split(' ') ?? [])

/** The pending list travels in the form: what it was drawn from, and what is wished for. Nothing is kept in between. */
export const seatsForm = z.strictObject({
  had: ids,
  hadFree: optional(id),
  seats: ids,
  free: optional(id),
})
export type SeatsForm = z.infer<typeof seatsForm>

/** The same with what is done to the list before it is saved: search, add one, remove one. */
export const seatsDraft = z.strictObject({
  ...seatsForm.shape,
  search: optional(line(100)),
  find: z.literal('yes').optional(),
  /** Those found stand on the page: they stay while one after the other is added. */
  listed: z.literal('yes').optional(),
  add: optional(id),
  remove: optional(id),
})

export type SeatsDraft = z.infer<typeof seatsDraft>

export const wishOf = ({ had, hadFree, seats, free }: SeatsForm): Wish => ({
  had: { ids: had, free: hadFree },
  wanted: { ids: seats, free },
})

/** The list after the button that was pressed. */
export function drafted({ add, remove, ...form }: SeatsDraft): SeatsForm {
  const seats = [...form.seats, ...(add ? [add] : [])].filter((each) => each !== remove)
  return { ...form, seats }
}

/** The pending list in a form that was refused, whatever stands in it. */
export function typedWish(values: Record<string, string | string[]>): Wish {
  const typed = (name: string) => String(values[name] ?? '')
  const all = (name: string) => typed(name).split(' ').filter(Boolean)
  const one = (name: string) => typed(name) || null
  return { had: { ids: all('had'), free: one('hadFree') }, wanted: { ids: all('seats'), free: one('free') } }
}
