import { z } from 'zod'
import { day, emailAddress, line, lines, optional, phoneNumber, required, tickedBox } from '../fields.ts'
import { now } from '../platform/clock.ts'
import { dayFromText } from '../platform/time.ts'

const born = day.pipe(
  z.string().refine((value) => value === '' || (value >= '1890-01-01' && dayFromText(value) <= now()), {
    error: 'A date of birth lies in the past.',
  }),
)

/** The file of a client as staff type it. */
export const clientForm = z.strictObject({
  firstName: required(line(100), 'Please enter the first name.'),
  lastName: required(line(100), 'Please enter the last name.'),
  preferredName: optional(line(100)),
  dateOfBirth: optional(born),
  email: optional(emailAddress),
  phone: optional(phoneNumber),
  postalAddress: optional(lines(500)),
  discreet: tickedBox,
})

/** The columns of a client that the form fills. */
export const clientColumns = (form: z.infer<typeof clientForm>) => ({
  ...form,
  dateOfBirth: form.dateOfBirth === null ? null : dayFromText(form.dateOfBirth),
})
