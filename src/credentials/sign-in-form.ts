import { z } from 'zod'
import { emailAddress, line, required } from '../fields.ts'

/** What both sites' sign-in pages send. */
export const signInForm = z.strictObject({
  email: required(emailAddress, 'Please enter your e-mail address.'),
  password: required(line(256), 'Please enter your password.'),
})
