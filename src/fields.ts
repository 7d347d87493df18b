import { z } from 'zod'

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
const readable = (value: string) => !value.includes('\0') && !LONE_SURROGATE.test(value)
const UNREADABLE = 'This text has a character that cannot be kept. Please type it again.'

/** One line of text, trimmed, at most `max` characters. What PostgreSQL could not keep exactly is refused. */
export const line = (max: number) =>
  z
    .string('Please fill this in.')
    .refine(readable, UNREADABLE)
    .transform((value) => value.trim())
    .refine((value) => !/[\r\n]/.test(value), 'Please keep this on one line.')
    .refine((value) => value.length <= max, `Please use at most ${max.toLocaleString('en')} characters.`)

/** Several lines of text, at most `max` characters. Line ends become \n. */
export const lines = (max: number) =>
  z
    .string('Please fill this in.')
    .refine(readable, UNREADABLE)
    .transform((value) => value.replace(/\r\n?/g, '\n').trim())
    .refine((value) => value.length <= max, `Please use at most ${max.toLocaleString('en')} characters.`)

/** The same, and not empty; `sentence` says what is missing. */
export const required = <S extends z.ZodType<string, string>>(text: S, sentence: string) =>
  text.refine((value) => value !== '', sentence)

/** The same, and null where nothing was typed or the field was not sent. */
export const optional = <S extends z.ZodType<string, string>>(text: S) =>
  text
    .transform((value) => (value === '' ? null : value))
    .nullish()
    .transform((value) => value ?? null)

/** Folds a text for comparing and searching: case, accents and width do not count. Independent of the database's locale. */
export const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()

/** One mail address and nothing else (a comma would add a recipient), in lower case as it is stored. */
export const emailAddress = line(254).pipe(
  z
    .string()
    .transform((value) => value.toLowerCase())
    .refine(
      (value) => value === '' || /^[^\s@,;<>"()[\]\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(value),
      'This does not look like an e-mail address, like name@example.com',
    ),
)

/** A phone number as people write it. */
export const phoneNumber = line(40).pipe(
  z
    .string()
    .refine(
      (value) => value === '' || (/^[0-9+().\-/ x]+$/i.test(value) && (value.match(/\d/g)?.length ?? 0) >= 7),
      'Enter a phone number with area code, like 512 555 0134',
    ),
)

/** A day as a browser's date field sends it, YYYY-MM-DD. */
export const day = line(10).pipe(
  z.string().refine((value) => value === '' || isDay(value), 'Enter a date as year, month and day, like 1990-04-23'),
)

function isDay(value: string): boolean {
  const date = new Date(`${value}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}

/** A form that is a button and nothing else. */
export const buttonOnly = z.strictObject({})

/** A single check box: sent as `on`, or not at all. */
export const tickedBox = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on')

/** A group of check boxes of one name: one ticked posts a text, two a list, none nothing. */
export const tickedBoxes = <S extends z.ZodType<string, string>>(box: S) =>
  z
    .union([z.array(box), box.transform((one) => [one])])
    .optional()
    .transform((list) => list ?? [])
