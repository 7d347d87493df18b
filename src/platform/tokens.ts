import { createHash, randomBytes } from 'node:crypto'

/** A link's secret: 32 random bytes. The row keeps the hash, which is what is looked up. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

/** The hash of what came as a link's secret; null for what can be none. */
export const hashOfGiven = (given: unknown): string | null =>
  typeof given === 'string' && given.length <= 100 ? hashToken(given) : null

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')
