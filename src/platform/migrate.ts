import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { requirePlainRoles } from './database-roles.ts'

interface Migration {
  name: string
  sql: string
  checksum: string
}

interface Applied {
  migration_name: string
  checksum: string
  finished_at: Date | null
  logs: string | null
}

/** As `prisma migrate deploy` makes it, so that either may apply what the other has not. */
const migrationsTable = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY NOT NULL,
    checksum varchar(64) NOT NULL,
    finished_at timestamptz,
    migration_name varchar(255) NOT NULL,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  )`

/** The advisory lock under which Prisma's own command migrates. */
const prismaLock = 72707369
const patience = { attempts: 6_000, pause: 100 }

/**
 * Applies the migrations of `folder` that the database at `url` has not seen, in the order of their names, each file in
 * one transaction. Keeps the records of `prisma migrate deploy`, so both commands stay valid. Waits up to ten minutes
 * while another process migrates.
 * @returns the names of those applied now
 * @throws Error with a sentence when one failed (now or earlier), when one was edited after it was applied, or when the
 *   login lacks roles it cannot make
 */
export async function migrate(url: string, folder: string): Promise<string[]> {
  const db = new pg.Client({ connectionString: url })
  db.on('error', () => {}) // the statement under way tells
  await db.connect()
  try {
    await takeLock(db)
    await requirePlainRoles(db)
    await db.query(migrationsTable)
    const pending = unapplied(migrationsIn(folder), await applied(db))
    for (const migration of pending) await apply(db, migration)
    return pending.map(({ name }) => name)
  } finally {
    await db.end()
  }
}

/** Asks again and again: CREATE INDEX CONCURRENTLY would wait for the statement of one who waits in the database. */
async function takeLock(db: pg.Client): Promise<void> {
  for (let attempt = 0; attempt < patience.attempts; attempt++) {
    const { rows } = await db.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [prismaLock])
    if (rows[0]?.taken) return
    await delay(patience.pause)
  }
  throw new Error('Another process has been migrating this database for ten minutes. Start again when it is done.')
}

function migrationsIn(folder: string): Migration[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return names.sort().map((name) => {
    const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

async function applied(db: pg.Client): Promise<Map<string, Applied>> {
  const { rows } = await db.query<Applied>(
    'SELECT migration_name, checksum, finished_at, logs FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  return new Map(rows.map((row) => [row.migration_name, row]))
}

function unapplied(migrations: Migration[], seen: Map<string, Applied>): Migration[] {
  const failed = [...seen.values()].find(({ finished_at }) => finished_at === null)
  if (failed) throw new Error(earlierFailure(failed))
  const edited = migrations.find(({ name, checksum }) => (seen.get(name)?.checksum ?? checksum) !== checksum)
  if (edited) {
    throw new Error(
      `Migration ${edited.name} was edited after it was applied. Restore the file as it was and write a new migration for the change.`,
    )
  }
  return migrations.filter(({ name }) => !seen.has(name))
}

const earlierFailure = ({ migration_name: name, logs }: Applied) =>
  `Migration ${name} was begun earlier and did not finish${logs ? ` (${logs})` : ''}; nothing after it was applied. ` +
  `Look at the database, then say "npx prisma migrate resolve --rolled-back ${name}" to have it applied again, ` +
  `or "--applied ${name}" when its changes are all there, and start again.`

/** The record stands before the change and is finished after it, so that a change cut short shows at the next start. */
async function apply(db: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID()
  await db.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
    id,
    checksum,
    name,
  ])
  try {
    await db.query(sql)
  } catch (error) {
    await db.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, String(error)])
    throw new Error(`Migration ${name} failed and was undone: ${(error as Error).message}`, { cause: error })
  }
  const finished = 'UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1'
  await db.query(finished, [id])
}
