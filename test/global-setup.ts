import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { seed } from '../prisma/seed.ts'
import { openVault } from '../src/platform/data-keys.ts'
import { closeDatabase, openDatabase } from '../src/platform/database.ts'
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts'
import { closeJobs, openJobs } from '../src/platform/jobs.ts'
import { migrate } from '../src/platform/migrate.ts'
import { onDatabase } from './databases.ts'

declare module 'vitest' {
  interface ProvidedContext {
    server: string
    template: string
    /** Where the server of this run writes its log; null where another one was given. */
    serverLog: string | null
  }
}

/** One server for the run, and one migrated and seeded template that every test file gets a copy of. */
export default async function (project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'anteroom-test-'))
  const given = process.env['TEST_DATABASE_URL']
  const embedded = given
    ? null
    : await startEmbeddedPostgres(folder, { fsync: false, createDatabases: true, maxConnections: 120 })
  const server = given ?? embedded?.url ?? ''
  const template = `anteroom_template_${process.pid}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`create database ${template}`)
  await migrate(onDatabase(server, template), 'prisma/migrations')
  openDatabase(onDatabase(server, template))
  openVault(Buffer.alloc(32, 7))
  await openJobs()
  await seed()
  await closeJobs()
  await closeDatabase()
  project.provide('server', server)
  project.provide('template', template)
  project.provide('serverLog', embedded && join(folder, 'postgres.log'))
  return async () => {
    await admin.query(`drop database ${template}`)
    await admin.end()
    await embedded?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
