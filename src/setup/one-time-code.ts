import { randomInt, timingSafeEqual } from 'node:crypto'
import { now } from '../platform/clock.ts'
import { minutesAfter } from '../platform/time.ts'

/** How long the code in the log may be used, in minutes. Starting again prints a new one. */
const CODE_MINUTES = 30

/** Tries until the code is worth nothing. */
const TRIES = 10

/** A code that lets whoever reads the server's log set up the first practice, once. */
export interface OneTimeCode {
  text: string
  /**
   * Does the work the code is for, and uses it up; where the work fails, the code is good again. Of several who bring it
   * at once one is let through.
   * @returns null where this is not the code, or it has run out, was tried too often, or is in use
   */
  spend<T>(typed: string, work: () => Promise<T>): Promise<T | null>
}

export function newOneTimeCode(): OneTimeCode {
  const text = Array.from({ length: 3 }, () => String(randomInt(10_000)).padStart(4, '0')).join('-')
  const until = minutesAfter(now(), CODE_MINUTES)
  let tries = TRIES
  let isInUse = false
  const fits = (typed: string) => {
    const given = Buffer.from(typed.trim())
    const same = given.length === text.length && timingSafeEqual(given, Buffer.from(text))
    tries -= 1
    return same && tries >= 0 && now() < until
  }
  return {
    text,
    async spend(typed, work) {
      if (!fits(typed) || isInUse) return null
      isInUse = true
      try {
        const done = await work()
        tries = 0
        return done
      } finally {
        isInUse = false
      }
    },
  }
}
