import type { Response } from 'supertest'
import type { Case } from './cases.ts'
import { nameOf } from './live-routes.ts'

/** What an answer amounts to, in the words of the expectation table; any other status as it is. */
export function outcomeOf({ route }: Case, answer: Response): string {
  if (answer.status === 200) return 'ok'
  // to a script, or with what was typed kept in the page
  if (answer.status === 401) return 'in'
  if (answer.status !== 303) return String(answer.status)
  return isSignIn(answer) && !route.example.leadsToSignIn ? 'in' : 'ok'
}

const isSignIn = (answer: Response) => /^\/(staff|portal\/[^/]+)\/sign-in$/.test(String(answer.headers['location']))

/** What is wrong with one answer: its outcome, words of somebody else's file, a difference from the answer about nobody. */
export function leaksIn(each: Case, answer: Response, unknowns: Map<string, string>): string[] {
  const outcome = outcomeOf(each, answer)
  const wrong = each.expected.includes(outcome as never)
    ? []
    : [`expected ${each.expected.join(' or ')}, was ${outcome}`]
  const shown = withoutSent(each, faceOf(answer))
  const canaries = each.asker.mustNotSee.filter((word) => shown.includes(word)).map((word) => `shows ${word}`)
  return [...wrong, ...canaries, ...differencesIn(each, answer, unknowns)]
}

/** Remembers the answer about nobody's row at each place, and finds those about other people's that differ from it. */
function differencesIn(each: Case, answer: Response, unknowns: Map<string, string>): string[] {
  const face = withoutSent(each, faceOf(answer))
  if (each.ids === 'unknown') unknowns.set(each.place, face)
  const mustEqual =
    (each.ids === 'foreign' && unknowns.has(each.place)) ||
    each.ids === 'neighbour' ||
    (each.ids === 'malformed' && isInPath(each))
  return mustEqual && unknowns.get(each.place) !== face ? ['differs from the answer about a row that is not there'] : []
}

const isInPath = ({ place }: Case) => place.startsWith('path')

/** What differs between any two answers: their moment, a cookie under a new name, how the same text was framed. */
const passing = new Set(['date', 'set-cookie', 'content-length', 'transfer-encoding'])

function faceOf({ status, headers, text = '' }: Response): string {
  const lasting = Object.entries(headers as Record<string, unknown>).filter(([name]) => !passing.has(name))
  return `${status} ${JSON.stringify(lasting)} ${text}`
}

const withoutSent = ({ sent }: Case, text: string) =>
  [...sent]
    .sort((one, other) => other.length - one.length)
    .filter((value) => value.length > 1)
    .reduce((rest, value) => rest.replaceAll(escaped(value), '…').replaceAll(value, '…'), text)

const escaped = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;')

export const told = ({ route, asker, ids, place, path }: Case, what: string): string =>
  `${nameOf(route)} as ${asker.person}, ${ids} ${place} (${path}): ${what}`
