import { generateSecret, generateSync, generateURI, verifySync } from 'otplib'
import { now } from './clock.ts'

/** How long one code lasts, in seconds (RFC 6238's usual step). */
export const STEP_SECONDS = 30

const epoch = () => Math.floor(now().getTime() / 1000)

/** A new shared secret of 160 bits, in base32. */
export const newSecret = (): string => generateSecret()

/** Whether a text has the form of such a secret. */
export const isSecret = (text: string): boolean => /^[A-Z2-7]{32}$/.test(text)

/** What an authenticator app reads from the square picture. */
export const setUpUri = (secret: string, issuer: string, label: string): string =>
  generateURI({ secret, issuer, label, period: STEP_SECONDS })

/** The code of this moment. */
export const currentCode = (secret: string): string => generateSync({ secret, epoch: epoch() })

/**
 * The step a code belongs to, or null where it does not fit. The phone's clock may be one step off either way (RFC 6238,
 * 5.2); a code of `lastStep` or before it was used already.
 */
export function fittingStep(secret: string, code: string, lastStep: number): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const found = verifySync({ secret, token: code, epoch: epoch(), epochTolerance: STEP_SECONDS })
  const step = found.valid && 'timeStep' in found ? found.timeStep : null
  return step !== null && step > lastStep ? step : null
}
