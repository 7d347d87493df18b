import { Temporal } from 'temporal-polyfill'
import { now } from './clock.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** Formatters are kept: making one costs more than a page. */
function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options)
  let it = formats.get(key)
  if (!it) formats.set(key, (it = new Intl.DateTimeFormat('en-US', { timeZone: zone, ...options })))
  return it
}

const unitedStates = [
  ...['America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles'],
  ...['America/Anchorage', 'Pacific/Honolulu'],
]

/** The time zones there are to choose from, those of the United States first. */
export const timeZones = [...new Set([...unitedStates, ...Intl.supportedValuesOf('timeZone'), 'UTC'])]
export const isZone = (zone: string): boolean => timeZones.includes(zone)

/** Wall-clock words for an instant in a zone: "Nov 23, 2026", "10:42 AM", "Nov 23, 2026, 10:42 AM". */
export const showDate = (at: Date, zone: string) => format(zone, { dateStyle: 'medium' }).format(at)
export const showTime = (at: Date, zone: string) =>
  format(zone, { timeStyle: 'short' }).format(at).replace('\u202f', ' ')
export const showMoment = (at: Date, zone: string) => `${showDate(at, zone)}, ${showTime(at, zone)}`

/** The zone's own name at that instant, such as "Central Standard Time". */
export const showZone = (at: Date, zone: string) =>
  format(zone, { timeZoneName: 'long' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value ?? zone

/** A day without a zone (a date of birth), stored as UTC midnight: "Apr 23, 1990", and as a date field holds it. */
export const showDay = (day: Date) => showDate(day, 'UTC')
export const dayText = (day: Date) => day.toISOString().slice(0, 10)
export const dayFromText = (text: string) => new Date(`${text}T00:00:00Z`)

/** Whole years of age today in the practice's zone. */
export function ageOf(born: Date, zone: string): number {
  const today = Temporal.Instant.fromEpochMilliseconds(now().getTime()).toZonedDateTimeISO(zone).toPlainDate()
  return Temporal.PlainDate.from(dayText(born)).until(today, { largestUnit: 'years' }).years
}

/** `at` moved by whole minutes. */
export const minutesAfter = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)

/** `at` moved by whole days of 24 hours. */
export const daysAfter = (at: Date, days: number) => minutesAfter(at, days * 24 * 60)

/** The calendar day of an instant in a zone, YYYY-MM-DD. */
export const dayIn = (at: Date, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString()

/** Whole calendar days from one day to another, both YYYY-MM-DD. */
export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days

/** So many months after a day, on the given day of the month, or on the month's last where it is shorter. */
export const monthsAfter = (day: string, months: number, dayOfMonth: number): string =>
  Temporal.PlainDate.from(day).with({ day: 1 }).add({ months }).with({ day: dayOfMonth }).toString()

/** The day of the month of a day: 31 for 2027-01-31. */
export const dayOfMonth = (day: string): number => Temporal.PlainDate.from(day).day

/** The instant a day begins in a zone. */
export const startOfDay = (day: string, zone: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds)

/** The day after a day. */
export const dayAfter = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString()

/** The day before a day. */
export const dayBefore = (day: string): string => Temporal.PlainDate.from(day).subtract({ days: 1 }).toString()
