import { randomBytes, randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** argon2id as OWASP's current floor has it: 19 MiB, two passes, one lane. */
const cost = { algorithm: 2, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const

let running = 0
const waiting: (() => void)[] = []

/** At most two hashes at once: more would take every thread that DNS, files and new connections need. */
async function oneOfTwo<T>(work: () => Promise<T>): Promise<T> {
  if (running >= 2) await new Promise<void>((go) => waiting.push(go))
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

export const hashPassword = (password: string): Promise<string> => oneOfTwo(() => hash(password.normalize('NFC'), cost))

let nobodys: Promise<string> | undefined

/** Whether the password fits. Without a hash (an unknown user) the same work is done, for the same time, and answers no. */
export async function passwordFits(password: string, passwordHash: string | null): Promise<boolean> {
  nobodys ??= hashPassword(randomBytes(16).toString('hex'))
  const known = passwordHash ?? (await nobodys)
  const fits = await oneOfTwo(() => verify(known, password.normalize('NFC')))
  return fits && passwordHash !== null
}

interface Strength {
  check(password: string, own: string[]): { guessesLog10: number; feedback: { warning: string | null } }
}
let strength: Promise<{ meter: Strength; words: string[] }> | undefined

/** The lists are large: they are read when a password is first chosen, not at start. */
const loadStrength = () =>
  (strength ??= (async () => {
    const [{ ZxcvbnFactory }, common] = await Promise.all([
      import('@zxcvbn-ts/core'),
      import('@zxcvbn-ts/language-common'),
    ])
    const meter = new ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs }) as Strength
    return {
      meter,
      words: common.dictionary['diceware-common'].map(String).filter((word) => /^[a-z]{4,7}$/.test(word)),
    }
  })())

const kindly: Record<string, string> = {
  extendedRepeat: 'This repeats the same piece. Three or four different words are best.',
  simpleRepeat: 'This repeats the same letter. Three or four different words are best.',
  userInputs: 'This is too close to your own details or the practice’s name. Three or four unrelated words are best.',
}

/**
 * Why a new password is refused, in one kind sentence, or null if it is good: 15 characters or more (NIST SP 800-63B for
 * a password alone), not on a list of common ones and not made of `own` words. No composition rules.
 */
export async function passwordProblem(password: string, own: string[]): Promise<string | null> {
  if ([...password].length < 15) return 'Please use at least 15 characters. Three or four words are best.'
  if (password.length > 256) return 'Please use at most 256 characters.'
  const ownWords = own.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length > 2)
  if (isMadeOf(password, ownWords)) return kindly['userInputs'] ?? null
  const { meter } = await loadStrength()
  const { guessesLog10, feedback } = meter.check(password, ownWords)
  if (guessesLog10 >= 10) return null
  return (
    kindly[feedback.warning ?? ''] ??
    'Many people use a password like this, so it is easy to guess. Three or four unrelated words are best.'
  )
}

/** Whether little is left of a password once one's own words are taken out (ASVS 6.2.11). */
function isMadeOf(password: string, words: string[]): boolean {
  const longestFirst = [...words].sort((one, other) => other.length - one.length)
  const rest = longestFirst.reduce((left, word) => left.replaceAll(word, ''), password.toLowerCase())
  return rest.replace(/[^\p{L}\p{N}]/gu, '').length < 8
}

/** Four words to remember, about 50 bits. */
export async function offerPhrase(): Promise<string> {
  const { words } = await loadStrength()
  return Array.from({ length: 4 }, () => words[randomInt(words.length)]).join(' ')
}
