import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { migrate } from '../../src/platform/migrate.ts'

const place = mkdtempSync(join(tmpdir(), 'anteroom-migrate-'))
const migrations = join(place, 'migrations')
let server: Awaited<ReturnType<typeof startEmbeddedPostgres>>
let url: string
let db: pg.Client
let databases = 0

beforeAll(async () => {
  server = await startEmbeddedPostgres(join(place, 'state'), { fsync: false, createDatabases: true })
})

afterAll(async () => {
  await db.end()
  await server.stop()
  rmSync(place, { recursive: true })
})

beforeEach(async () => {
  await db?.end()
  url = await emptyDatabase()
  db = new pg.Client({ connectionString: url })
  await db.connect()
  rmSync(migrations, { recursive: true, force: true })
  write('20260101000000_shelves', 'CREATE TABLE shelves (id int PRIMARY KEY);\nINSERT INTO shelves VALUES (1), (2);\n')
  write('20260102000000_books', 'CREATE TABLE books (shelf int REFERENCES shelves);\n')
  writeFileSync(join(migrations, 'migration_lock.toml'), 'provider = "postgresql"\n')
})

async function emptyDatabase(): Promise<string> {
  const name = `empty_${++databases}`
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template0 STRATEGY file_copy`)
  await admin.end()
  return server.url.replace('/anteroom?', `/${name}?`)
}

function write(name: string, sql: string): void {
  mkdirSync(join(migrations, name), { recursive: true })
  writeFileSync(join(migrations, name, 'migration.sql'), sql)
}

type Row = Record<string, unknown>
const ask = async (sql: string) => (await db.query<Row>(sql)).rows
const records = () => ask('SELECT * FROM _prisma_migrations ORDER BY migration_name')

test('migrations are applied once, in the order of their names', async () => {
  expect(await migrate(url, migrations)).toEqual(['20260101000000_shelves', '20260102000000_books'])
  expect(await migrate(url, migrations)).toEqual([])
  write('20260103000000_more', 'INSERT INTO shelves VALUES (3)')
  expect(await migrate(url, migrations)).toEqual(['20260103000000_more'])
  expect(await ask('SELECT id FROM shelves')).toHaveLength(3)
})

test('the records are those Prisma keeps', async () => {
  await migrate(url, migrations)
  const sql = 'CREATE TABLE books (shelf int REFERENCES shelves);\n'
  expect((await records())[1]).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
    checksum: createHash('sha256').update(sql).digest('hex'),
    finished_at: expect.any(Date) as Date,
    migration_name: '20260102000000_books',
    logs: null,
    rolled_back_at: null,
    started_at: expect.any(Date) as Date,
    applied_steps_count: 1,
  })
  const columns = await db.query({
    text: `SELECT attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)
      FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
      WHERE attrelid = '_prisma_migrations'::regclass AND attnum > 0 ORDER BY attnum`,
    rowMode: 'array',
  })
  expect(columns.rows).toEqual([
    ['id', 'character varying(36)', true, null],
    ['checksum', 'character varying(64)', true, null],
    ['finished_at', 'timestamp with time zone', false, null],
    ['migration_name', 'character varying(255)', true, null],
    ['logs', 'text', false, null],
    ['rolled_back_at', 'timestamp with time zone', false, null],
    ['started_at', 'timestamp with time zone', true, 'now()'],
    ['applied_steps_count', 'integer', true, '0'],
  ])
})

test('a migration that was edited after it was applied is refused, and nothing after it is applied', async () => {
  await migrate(url, migrations)
  write('20260101000000_shelves', 'CREATE TABLE shelves (id bigint PRIMARY KEY);\n')
  write('20260103000000_more', 'CREATE TABLE more ()')
  await expect(migrate(url, migrations)).rejects.toThrow(
    'Migration 20260101000000_shelves was edited after it was applied',
  )
  expect(await records()).toHaveLength(2)
})

test('a migration that fails is undone as a whole, recorded, and in the way until it is resolved', async () => {
  write('20260102000000_books', 'CREATE TABLE books (shelf int);\nINSERT INTO shelves VALUES (1);\n')
  write('20260103000000_more', 'CREATE TABLE more ()')
  await expect(migrate(url, migrations)).rejects.toThrow('20260102000000_books failed and was undone: duplicate key')
  expect(await ask(`SELECT to_regclass('books') AS books, to_regclass('more') AS more`)).toEqual([
    { books: null, more: null },
  ])
  const [, failed] = await records()
  expect(failed).toMatchObject({
    finished_at: null,
    applied_steps_count: 0,
    logs: expect.stringContaining('duplicate key') as string,
  })

  write('20260102000000_books', 'CREATE TABLE books (shelf int);\n')
  await expect(migrate(url, migrations)).rejects.toThrow(
    'npx prisma migrate resolve --rolled-back 20260102000000_books',
  )
  await db.query('UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL')
  expect(await migrate(url, migrations)).toEqual(['20260102000000_books', '20260103000000_more'])
})

test('a file is one transaction, and an index that must be built outside of one stands alone in its file', async () => {
  write('20260103000000_index', 'CREATE INDEX CONCURRENTLY books_shelf ON books (shelf)')
  expect(await migrate(url, migrations)).toContain('20260103000000_index')
  write('20260104000000_pair', 'CREATE TABLE pair (); CREATE INDEX CONCURRENTLY again ON books (shelf)')
  await expect(migrate(url, migrations)).rejects.toThrow('cannot run inside a transaction block')
  expect(await ask(`SELECT to_regclass('pair') AS pair`)).toEqual([{ pair: null }])
})

test('two processes that migrate at once both succeed, each migration being applied by one', async () => {
  write('20260101500000_slow', 'SELECT pg_sleep(0.2)')
  write('20260103000000_index', 'CREATE INDEX CONCURRENTLY books_shelf ON books (shelf)')
  const [one, other] = await Promise.all([migrate(url, migrations), migrate(url, migrations)])
  expect([...one, ...other].sort()).toEqual((await records()).map((row) => row.migration_name))
  expect(await records()).toHaveLength(4)
})

test('a migrator waits for Prisma’s own lock', async () => {
  await db.query('SELECT pg_advisory_lock(72707369)')
  const waiting = migrate(url, migrations)
  const asked = `SELECT count(*)::int AS others FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%pg_try_advisory_lock%'`
  await expect.poll(() => ask(asked)).toEqual([{ others: 1 }])
  expect(await ask(`SELECT to_regclass('_prisma_migrations') AS made`)).toEqual([{ made: null }])
  await db.query('SELECT pg_advisory_unlock(72707369)')
  expect(await waiting).toHaveLength(2)
})

test('a login that may not make roles is told what an administrator must run, and those statements suffice', async () => {
  await db.query('CREATE ROLE "Plain Login" LOGIN; GRANT CREATE ON SCHEMA public TO "Plain Login"')
  await db.query('GRANT "Plain Login" TO anteroom')
  const asPlain = `${url}&options=${encodeURIComponent('-c role=Plain\\ Login')}`
  const refusal = await migrate(asPlain, migrations).catch(String)
  expect(refusal).toContain(
    'CREATE ROLE anteroom_tenant NOLOGIN;\nCREATE ROLE anteroom_entry NOLOGIN;\nGRANT anteroom_tenant, anteroom_entry TO "Plain Login";',
  )
  await db.query(String(refusal).split('\n\n')[1] ?? '')
  expect(await migrate(asPlain, migrations)).toHaveLength(2)
})
