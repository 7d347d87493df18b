import { vi } from 'vitest'
import { infrastructure } from '../src/platform/database.ts'
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

/** Has work wait for a table, and then ends the connections that wait: their statements are cut off in the middle. */
export async function cuttingOff<T>(table: string, work: () => Promise<T>): Promise<T> {
  const holder = await infrastructure().connect()
  try {
    await holder.query(`begin; lock table ${table} in access exclusive mode`)
    const done = work()
    const waiting = `from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`
    const isAnyWaiting = async () => (await ask(`select pid ${waiting}`)).length > 0
    await vi.waitUntil(isAnyWaiting, { timeout: 10_000, interval: 20 })
    await ask(`select pg_terminate_backend(pid) ${waiting}`)
    return await done
  } finally {
    await holder.query('rollback')
    holder.release()
  }
}
