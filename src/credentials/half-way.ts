import type { Holder } from './holder.ts'
import { now } from '../platform/clock.ts'
import { minutesAfter } from '../platform/time.ts'
import { HALF_WAY_MINUTES, type Step } from './rules.ts'

/** What a session remembers of somebody whose password was right while the second factor is missing. */
interface HalfWay {
  organizationId: string
  accountId: string
  step: Step
  at: number
}

/** Somebody half the way in, and since when: milliseconds since 1970. */
export interface HalfHolder extends Holder {
  since: number
}

/** Who is half the way in on this site and is asked for `step` next; null where nobody is, or the time has run out. */
export function halfWay(
  { half }: { half?: HalfWay | undefined },
  site: Holder['site'],
  step: Step,
  practice?: { organizationId: string },
): HalfHolder | null {
  // what was begun at one practice's address is nothing at another's
  if (site === 'portal' && half?.organizationId !== practice?.organizationId) return null
  if (half?.step !== step || minutesAfter(new Date(half.at), HALF_WAY_MINUTES) <= now()) return null
  return { organizationId: half.organizationId, site, accountId: half.accountId, since: half.at }
}
