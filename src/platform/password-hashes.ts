import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { TooManyAtOnce } from '../errors.ts'

/** argon2id as OWASP's current floor has it: 19 MiB, two passes, one lane. */
const cost = { algorithm: 2, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const

/** How every hash of this cost begins. */
const BEGINS = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`

/** Whether a hash was made when passwords cost less, or otherwise: it is made anew when its owner signs in. */
export const isOutdated = (passwordHash: string): boolean => !passwordHash.startsWith(BEGINS)

/** At most two hashes at once: more would take every thread that DNS, files and new connections need. One core stays free. */
const AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1))
/** How many sign-ins may wait for their turn; about a tenth of a second. */
const MAY_WAIT = 8

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go))
  else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

let signingIn = 0

/**
 * Turns a sign-in away before it costs anything, where as many as may are already at it: a flood of them must not hold up
 * the pages of those who are in.
 * @throws TooManyAtOnce
 */
export async function unlessCrowded<T>(signIn: () => Promise<T>): Promise<T> {
  if (signingIn >= AT_ONCE + MAY_WAIT) throw new TooManyAtOnce()
  signingIn += 1
  try {
    return await signIn()
  } finally {
    signingIn -= 1
  }
}

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password.normalize('NFC'), cost))

let nobodys: Promise<string> | undefined

/** Whether the password fits. Without a hash (an unknown user) the same work is done, for the same time, and answers no. */
export async function passwordFits(password: string, passwordHash: string | null): Promise<boolean> {
  nobodys ??= hashPassword(randomBytes(16).toString('hex'))
  const known = passwordHash ?? (await nobodys)
  const fits = await inTurn(() => verify(known, password.normalize('NFC')))
  return fits && passwordHash !== null
}
