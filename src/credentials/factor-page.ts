import QRCode from 'qrcode'
import { isSecret, newSecret, setUpUri } from '../platform/one-time-passwords.ts'
import type { FormState } from '../web/submit.ts'

/** What the page that sets up a second factor shows: the secret as a square picture and as letters to type. */
export interface FactorPage {
  form: FormState
  /** A picture as a `data:` address. */
  picture: string
  /** What the picture says, as a link that an authenticator app on this device opens. */
  link: string
  letters: string
}

/** The secret travels in the form itself, so that nothing is kept until its first code has come. */
export async function factorPage(form: FormState, issuer: string, label: string): Promise<FactorPage> {
  const typed = form.values['secret']
  const secret = typeof typed === 'string' && isSecret(typed) ? typed : newSecret()
  const link = setUpUri(secret, issuer, label)
  const picture = await QRCode.toDataURL(link, { margin: 1, width: 220 })
  const letters = secret.match(/.{1,4}/g)?.join(' ') ?? ''
  return { form: { ...form, values: { ...form.values, secret } }, picture, link, letters }
}
