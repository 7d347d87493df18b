import type { StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { csvOf } from '../platform/csv.ts'
import { inOrganization } from '../platform/database.ts'
import { showMoment } from '../platform/time.ts'
import { authorize } from '../policy.ts'
import type { Filter } from './event-filter.ts'
import { newestEvents } from './queries.ts'
import { choicesFor, linesOf, wantedBy, type LogLine } from './read-log.ts'

/** How many lines one file holds at most, and how many are read at a time. */
export const EXPORTED = 10_000
const AT_ONCE = 1_000

const HEAD = ['Time', 'Time (UTC)', 'Who', 'Role', 'What', 'Event']
const CUT_OFF = `Only the newest ${EXPORTED} lines are here. Choose a shorter time for the others.`

/**
 * The newest lines that fit, at most 10,000, as comma-separated values. Exporting is a line of the log itself.
 * @returns the file
 * @throws NotFound where the client or the person is none of the practice
 */
export async function exportLog(actor: StaffActor, filter: Filter, zone: string): Promise<Buffer> {
  authorize(actor, 'audit.export')
  await choicesFor(actor, filter)
  const { lines, isCutOff } = await allLines(actor, filter, zone)
  const chosen = Object.entries(filter).filter(([, value]) => value !== '')
  await inOrganization(actor, (tx) =>
    record(tx, actor, 'audit.exported', actor.organizationId, { ...Object.fromEntries(chosen), lines: lines.length }),
  )
  const rows = lines.map(({ at, who, role, sentence, event }) => [
    ...[showMoment(at, zone), at.toISOString(), who, role, sentence, event],
  ])
  return csvOf([HEAD, ...rows, ...(isCutOff ? [[CUT_OFF]] : [])])
}

async function allLines(actor: StaffActor, filter: Filter, zone: string) {
  const wanted = await wantedBy(actor, filter, zone)
  const lines: LogLine[] = []
  for (let before: string | null = null; lines.length < EXPORTED;) {
    const rows = await newestEvents(actor, wanted, AT_ONCE, before)
    lines.push(...(await linesOf(actor, rows, true)))
    if (rows.length < AT_ONCE) return { lines, isCutOff: false }
    before = rows.at(-1)?.id ?? null
  }
  return { lines, isCutOff: true }
}
