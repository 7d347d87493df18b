import type { Terms } from './renewals.ts'

let terms: Terms = { priceCents: 600, interval: 'month', currency: 'usd' }

/** What a seat costs, from the configuration, once at start. */
export function setSeatTerms(given: Terms): void {
  terms = given
}

/** What a seat beyond the first costs in the periods that begin from now on. */
export const seatTerms = (): Terms => terms
