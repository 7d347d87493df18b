import { log } from './log.ts'

const running = new Set<Promise<void>>()

/** Milliseconds: many times what the page of an answer takes. */
const AFTER = 50

/** Has work done once the answer has left, so that how long it takes tells its reader nothing. */
export function later(work: () => Promise<void>): void {
  const it = new Promise<void>((turn) => setTimeout(turn, AFTER))
    .then(work)
    .catch((error: Error) => log.error({ error: error.name }, 'left for later and failed'))
    .finally(() => running.delete(it))
  running.add(it)
}

/** Waits for all of it: before the database is closed. */
export async function allDone(): Promise<void> {
  while (running.size) await Promise.all(running)
}
