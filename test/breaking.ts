import { vi } from 'vitest'
import { harbor } from '../prisma/cast.ts'
import { infrastructure, inOrganization, type Tx } from '../src/platform/database.ts'
import { ask } from './catalogue.ts'

/** Has the database refuse rows of a table that are not so, while something is done. */
export async function refusing<T>(table: string, check: string, work: () => Promise<T>): Promise<T> {
  await ask(`alter table ${table} add constraint planted check (${check}) not valid`)
  try {
    return await work()
  } finally {
    await ask(`alter table ${table} drop constraint planted`)
  }
}

const WAITING = `from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`

const untilSomebodyWaits = () =>
  vi.waitUntil(async () => (await ask(`select pid ${WAITING}`)).length > 0, { timeout: 10_000, interval: 20 })

/** Has work at Harbor wait for rows that are held, does something else meanwhile, and lets the work go on. */
export async function heldUp<T>(
  hold: (tx: Tx) => Promise<unknown>,
  work: () => Promise<T>,
  meanwhile: () => Promise<unknown>,
): Promise<T> {
  const [held, holds] = gate()
  const [letGo, letsGo] = gate()
  const holding = inOrganization({ organizationId: harbor.id }, async (tx) => {
    await hold(tx)
    holds()
    await letGo
  })
  await held
  try {
    const done = work()
    await untilSomebodyWaits()
    await meanwhile()
    letsGo()
    return await done
  } finally {
    letsGo()
    await holding
  }
}

function gate(): [open: Promise<void>, opens: () => void] {
  let opens = () => {}
  const open = new Promise<void>((resolve) => (opens = resolve))
  return [open, opens]
}

/** Has work wait until a table may be written to again, and does something else meanwhile. */
export async function heldAt<T>(table: string, work: () => Promise<T>, meanwhile: () => Promise<unknown>): Promise<T> {
  const holder = await infrastructure().connect()
  try {
    await holder.query(`begin; lock table ${table} in exclusive mode`)
    const done = work()
    await untilSomebodyWaits()
    await meanwhile()
    await holder.query('rollback')
    return await done
  } finally {
    await holder.query('rollback')
    holder.release()
  }
}

/** Has work wait for a table, and then ends the connections that wait: their statements are cut off in the middle. */
export async function cuttingOff<T>(table: string, work: () => Promise<T>): Promise<T> {
  const holder = await infrastructure().connect()
  try {
    await holder.query(`begin; lock table ${table} in access exclusive mode`)
    const done = work()
    await untilSomebodyWaits()
    await ask(`select pg_terminate_backend(pid) ${WAITING}`)
    return await done
  } finally {
    await holder.query('rollback')
    holder.release()
  }
}
