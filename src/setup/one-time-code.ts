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
  /** Whether this is the code, still in time, not yet used and not tried too often. */
  fits(typed: string): boolean
  use(): void
}

export function newOneTimeCode(): OneTimeCode {
  const text = Array.from({ length: 3 }, () => String(randomInt(10_000)).padStart(4, '0')).join('-')
  const until = minutesAfter(now(), CODE_MINUTES)
  let tries = TRIES
  return {
    text,
    fits(typed) {
      const given = Buffer.from(typed.trim())
      const same = given.length === text.length && timingSafeEqual(given, Buffer.from(text))
      tries -= 1
      return same && tries >= 0 && now() < until
    },
    use() {
      tries = 0
    },
  }
}
