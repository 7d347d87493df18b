import { randomInt } from 'node:crypto'

interface Strength {
  check(password: string, own: string[]): { guessesLog10: number; feedback: { warning: string | null } }
}
let strength: Promise<{ meter: Strength; words: string[] }> | undefined

/** How much of a password is judged: the rest can only make it better, and would take its time. */
const JUDGED = 100

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
  const { guessesLog10, feedback } = meter.check(password.slice(0, JUDGED), ownWords)
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

/**
 * Four words to remember, about 50 bits. `offered` is what the page suggested before: four words of the list are
 * suggested again, because somebody may have written them down; anything else is not.
 */
export async function offerPhrase(offered?: unknown): Promise<string> {
  const { words } = await loadStrength()
  const earlier = typeof offered === 'string' ? offered.split(' ') : []
  if (earlier.length === 4 && earlier.every((word) => words.includes(word))) return earlier.join(' ')
  return Array.from({ length: 4 }, () => words[randomInt(words.length)]).join(' ')
}
