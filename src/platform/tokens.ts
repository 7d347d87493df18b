import { createHash, randomBytes } from 'node:crypto'

/** A link's secret: 32 random bytes. The row keeps the hash, which is what is looked up. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')
