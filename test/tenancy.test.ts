import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { cleo, elm, harbor } from '../prisma/cast.ts'
import { record } from '../src/audit.ts'
import {
  atEntry,
  closeDatabase,
  infrastructure,
  inOrganization,
  openDatabase,
  readInOrganization,
} from '../src/platform/database.ts'
import { enqueue, enqueueAll, type Queue } from '../src/platform/jobs.ts'
import { ask, tenantTables, type TenantTable } from './catalogue.ts'
import { codeOf, insertion, newRow, outcome, plant, type Samples } from './rows.ts'
import { databaseUrl } from './setup.ts'

const plainRoles = ['anteroom_tenant', 'anteroom_entry']

let tables: TenantTable[]
let harbors: Samples
let elms: Samples
let probes = 0
let crossings = 0

beforeAll(async () => {
  tables = await tenantTables()
  harbors = await plant(tables, harbor.id)
  elms = await plant(tables, elm.id)
})

afterAll(() => console.log(`S3: ${tables.length} tables, ${probes} probes, ${crossings} crossed`))

test('the reading door shows the rows of its own organization and of no other', async () => {
  const row = z.object({ organization: z.string() })
  for (const { name, organization } of tables) {
    const sql = `select distinct ${organization} as organization from ${name}`
    for (const { id } of [harbor, elm]) {
      expect(await readInOrganization({ organizationId: id }, row, sql, []), name).toEqual([{ organization: id }])
    }
  }
  await expect(readInOrganization({ organizationId: '' }, row, 'select 1', [])).rejects.toThrow('no organization')
})

/** A number of rows is right only as 0; a refusal must be one of rights or of row-level security (or of a trigger). */
const crossing = (result: number | string) => {
  const isCrossing = result !== 0 && result !== '42501' && result !== 'P0001'
  probes += 1
  if (isCrossing) crossings += 1
  return isCrossing
}

test('as one organization, every table of another is closed to select, update, delete and insert', async () => {
  const crossed: string[] = []
  for (const table of tables) {
    const { name, organization } = table
    const theirs = `${organization} = '${elm.id}'`
    const statements = {
      select: `select 1 from ${name} where ${theirs}`,
      update: `update ${name} set ${organization} = ${organization} where ${theirs} returning 1`,
      delete: `delete from ${name} where ${theirs} returning 1`,
      'give away': `update ${name} set ${organization} = '${elm.id}' returning 1`,
    }
    for (const [verb, sql] of Object.entries(statements)) {
      if (crossing(await outcome(harbor.id, sql))) crossed.push(`${verb} ${name}`)
    }
    expect(await outcome(elm.id, statements.select), `${name} has a row to find`).toBeGreaterThan(0)
    expect(await outcome(harbor.id, `select 1 from ${name}`), `${name} is open to its own`).toBeGreaterThan(0)
    crossed.push(...(await insertedAcross(table)))
  }
  expect(crossed).toEqual([])
})

/** The same new row is taken from its own organization and refused from another. */
async function insertedAcross(table: TenantTable): Promise<string[]> {
  const owner = table.name === 'organizations' ? randomUUID() : elm.id
  const row = JSON.stringify(newRow(table, owner, elms))
  const own = await outcome(owner, insertion(table), row)
  // a key made of references alone is taken already, which is found out after the policy was asked
  expect([1, '23505'], `${table.name} takes a row of its own organization`).toContain(own)
  return crossing(await outcome(harbor.id, insertion(table), row)) ? [`insert ${table.name}`] : []
}

test('a row of one organization cannot refer to rows of another', async () => {
  const accepted: string[] = []
  for (const table of tables.filter(({ references }) => references.some(({ columns }) => columns.length > 1))) {
    const row = JSON.stringify(newRow(table, harbor.id, elms))
    if ((await outcome(harbor.id, insertion(table), row)) !== '23503') accepted.push(table.name)
  }
  expect(accepted).toEqual([])
})

test('with no organization set, every table is empty and takes nothing', async () => {
  const crossed: string[] = []
  for (const table of tables) {
    const row = JSON.stringify(newRow(table, harbor.id, harbors))
    const results = [
      await outcome('', `select 1 from ${table.name}`),
      await outcome('', `update ${table.name} set ${table.organization} = ${table.organization} returning 1`),
      await outcome('', `delete from ${table.name} returning 1`),
      await outcome('', insertion(table), row),
    ]
    if (results.some(crossing)) crossed.push(`${table.name}: ${results.join(' ')}`)
  }
  expect(crossed).toEqual([])
})

test('the entry door refuses a column it was not granted', async () => {
  const read = atEntry((tx) => tx.$queryRawUnsafe('select name from staff'))
  expect(await read.catch(codeOf)).toBe('42501')
  expect(await atEntry((tx) => tx.$queryRawUnsafe('select id from staff'))).not.toEqual([])
})

test('a forgotten door reads nothing: plain queries over the pools of the application meet no row', async () => {
  const pools = await reopenWatched()
  expect(pools).toHaveLength(2)
  // every connection has been through a door before
  await Promise.all(Array.from({ length: 8 }, () => inOrganization({ organizationId: elm.id }, async () => 1)))
  await Promise.all(
    Array.from({ length: 8 }, () => readInOrganization({ organizationId: elm.id }, z.unknown(), 'select 1', [])),
  )
  const met: string[] = []
  for (const pool of pools) {
    for (const { name, organization } of tables) {
      for (const sql of [`select 1 from ${name}`, `update ${name} set ${organization} = ${organization}`]) {
        const result = await pool.query(sql).then(({ rowCount }) => rowCount ?? 0, codeOf)
        if (crossing(result)) met.push(`${sql}: ${result}`)
      }
    }
  }
  expect(met).toEqual([])
  const [doors, login] = await Promise.all(pools.map((pool) => pool.query<{ as: string }>('select current_user as as')))
  expect(doors?.rows[0]?.as).toBe('anteroom_tenant')
  expect(plainRoles).not.toContain(login?.rows[0]?.as)
})

test('what fails in the reading door, or would write, leaves its connections as they were', async () => {
  const [doors] = await reopenWatched()
  const read = (sql: string, values: unknown[] = []) =>
    readInOrganization({ organizationId: harbor.id }, z.unknown(), sql, values).then(() => 'read', codeOf)
  const failing = {
    'select 1 / 0': '22012',
    'select from nowhere': '42P01',
    'with gone as (delete from clients returning id) select id from gone': '25006',
    'update clients set phone = null': '25006',
    "select set_config('transaction_read_only', 'off', true) from clients": '25001',
  }
  for (let round = 0; round < 3; round++) {
    for (const [sql, code] of Object.entries(failing)) expect(await read(sql), sql).toBe(code)
    expect(await read('select 1 / $1::int', [round]), 'with a value').toBe(round === 0 ? '22012' : 'read')
  }
  const broken = read('select pg_sleep(60)')
  const breaking = `select pg_terminate_backend(pid) from pg_stat_activity
    where query like 'select pg_sleep%' and datname = current_database()`
  while ((await ask(breaking)).length === 0);
  expect(await broken).toBe('57P01')
  const left = `select nullif(current_setting('app.organization', true), '') as organization,
    current_setting('transaction_read_only') as only, current_user as role`
  const all = await Promise.all(Array.from({ length: 8 }, async () => doors?.query<object>(left)))
  for (const each of all) expect(each?.rows).toEqual([{ organization: null, only: 'off', role: 'anteroom_tenant' }])
})

/** Opens the database anew and keeps hold of the pools it makes. */
async function reopenWatched(): Promise<pg.Pool[]> {
  await closeDatabase()
  const { Pool } = pg
  const made: pg.Pool[] = []
  pg.Pool = class extends Pool {
    constructor(options?: pg.PoolConfig) {
      super(options)
      made.push(this)
    }
  }
  openDatabase(databaseUrl, 4)
  pg.Pool = Pool
  return made
}

test('a second connection asked for inside a door is refused', async () => {
  const actor = { organizationId: harbor.id }
  const seconds = {
    'the tenant door': () => inOrganization(actor, async () => 1),
    'the entry door': () => atEntry(async () => 1),
    'the reading door': () => readInOrganization(actor, z.unknown(), 'select 1', []),
    'the infrastructure pool': () => infrastructure().query('select 1'),
  }
  for (const [name, second] of Object.entries(seconds)) {
    await expect(second(), `${name} is open by itself`).resolves.toBeDefined()
    const within = inOrganization(actor, async () => second())
    await expect(within, name).rejects.toThrow('a second connection was asked for inside a door')
  }
})

test('an operation that fails leaves nothing: no change, no audit line, no job', async () => {
  const counted = async () => [
    await inOrganization({ organizationId: harbor.id }, async (tx) => [
      await tx.client.count(),
      await tx.auditEvent.count(),
    ]),
    await ask('select count(*)::int as jobs from pgboss.job'),
    await inOrganization({ organizationId: harbor.id }, (tx) =>
      tx.client.findFirst({ where: { id: cleo.id }, select: { phone: true } }),
    ),
  ]
  const actor = { kind: 'System', organizationId: harbor.id } as const
  const before = await counted()
  const failing = inOrganization(actor, async (tx) => {
    await tx.client.updateMany({ where: { id: cleo.id }, data: { phone: '512 555 0999' } })
    await record(tx, actor, 'client.changed', cleo.id)
    await enqueue(tx, 'mail.send', { organizationId: harbor.id, id: randomUUID() })
    await enqueueAll(tx, 'mail.send', [{ organizationId: harbor.id, id: randomUUID() }])
    throw new Error('the operation fails at its end')
  })
  await expect(failing).rejects.toThrow('fails at its end')
  expect(await counted()).toEqual(before)
})

test('a job for a queue that is not there ends the operation', async () => {
  const nowhere = 'nowhere.at-all' as Queue
  const one = inOrganization({ organizationId: harbor.id }, (tx) => enqueue(tx, nowhere, { organizationId: harbor.id }))
  await expect(one).rejects.toThrow()
  const some = inOrganization({ organizationId: harbor.id }, (tx) =>
    enqueueAll(tx, nowhere, [{ organizationId: harbor.id }, { organizationId: harbor.id }]),
  )
  await expect(some).rejects.toThrow('did not take every job')
})
