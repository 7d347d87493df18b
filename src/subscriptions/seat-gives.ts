/**
 * What a seat gives -> whether it is here yet. A feature that arrives switches its own line, and nothing else: every page
 * that speaks of seats reads this, so that none sells or promises what does not exist.
 */
export const seatGives = { messages: false, booking: false }
export type SeatGives = typeof seatGives

const words: Record<keyof SeatGives, string> = { messages: 'secure messages', booking: 'being booked by clients' }

/** What of a seat is still to come, in words; null once all of it is here. */
export function comesLater(gives: SeatGives = seatGives): string | null {
  const missing = (Object.keys(words) as (keyof SeatGives)[]).filter((name) => !gives[name])
  if (missing.length === 0) return null
  const named = missing.map((name) => words[name]).join(' and ')
  const isNothing = missing.length === Object.keys(words).length
  return `${named[0]?.toUpperCase()}${named.slice(1)} will arrive with a later version.${isNothing ? ' Until then a seat changes nothing.' : ''}`
}
