import pg from 'pg'
import { afterAll, inject, vi } from 'vitest'
import { openVault } from '../src/platform/data-keys.ts'
import { closeDatabase, openDatabase } from '../src/platform/database.ts'
import { closeJobs, openJobs } from '../src/platform/jobs.ts'
import { setThrottleSecret } from '../src/platform/throttle.ts'
import { onDatabase } from './databases.ts'

// Every test file has a database of its own: a copy of the template.
const server = inject('server')
const name = `anteroom_test_${process.pid}_${process.hrtime.bigint()}`

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

await onServer(`create database ${name} template ${inject('template')} strategy file_copy`)
export const databaseUrl = onDatabase(server, name)
openDatabase(databaseUrl, 8)
setThrottleSecret('throttle of the tests')
openVault(Buffer.alloc(32, 7))
await openJobs()

afterAll(async () => {
  await closeJobs()
  await closeDatabase()
  // while PostgreSQL's own vacuum is at it, only a superuser may
  await vi.waitFor(() => onServer(`drop database ${name} with (force)`), { timeout: 60_000, interval: 500 })
})
