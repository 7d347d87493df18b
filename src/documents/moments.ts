import { Temporal } from 'temporal-polyfill'

const months = 'January February March April May June July August September October November December'.split(' ')

const inWords = (date: { year: number; month: number; day: number }) =>
  `${months[date.month - 1] ?? ''} ${date.day}, ${date.year}`

/** `1987-04-09` as April 9, 1987. @throws RangeError where it is no date */
export const dateInWords = (date: string): string => inWords(Temporal.PlainDate.from(date))

/**
 * An instant (ISO 8601, UTC) on the zone's wall clock, the zone named and its distance from UTC given, because an
 * hour comes twice in autumn: November 23, 2026, 10:42 AM (America/Chicago, UTC-06:00).
 */
export function momentInWords(instant: string, timeZone: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone)
  const time = `${local.hour % 12 || 12}:${String(local.minute).padStart(2, '0')} ${local.hour < 12 ? 'AM' : 'PM'}`
  return `${inWords(local)}, ${time} (${timeZone}, UTC${local.offset})`
}
