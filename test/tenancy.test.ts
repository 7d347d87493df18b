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
import { enqueue } from '../src/platform/jobs.ts'
import { ask, outsideOrganizations, tenantTables, type TenantTable } from './catalogue.ts'
import { codeOf, insertion, newRow, outcome, plant, type Samples } from './rows.ts'
import { databaseUrl } from './setup.ts'

const plainRoles = ['anteroom_tenant', 'anteroom_entry']

/** All that the entry door reads, by hand: table -> columns. */
const seenAtEntry: Record<string, string[]> = {
  invitations: ['id', 'organization_id', 'token_hash'],
  organizations: ['id', 'name', 'phone', 'portal_address', 'postal_address', 'time_zone'],
  portal_accounts: ['email', 'id', 'organization_id', 'password_hash', 'state'],
  portal_addresses: ['address', 'organization_id'],
  staff: ['email', 'id', 'organization_id', 'password_hash', 'state'],
}

/** Tables found by something else than (organization_id, ...), and why. */
const otherKeys: Record<string, string> = {
  organizations: 'it is the organization',
  portal_addresses: 'an address leads to one practice in the whole installation, old ones included',
}

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

test('every table of the database is a tenant table or one of the few named', async () => {
  const found = await ask<{ name: string; kind: string }>(
    `select relname as name, relkind as kind from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by 1`,
  )
  expect(found.filter(({ kind }) => kind !== 'r')).toEqual([])
  expect(found.map(({ name }) => name)).toEqual(
    [...tables.map(({ name }) => name), ...outsideOrganizations].sort(comparing),
  )
  for (const table of tables) {
    const organization = table.columns.find(({ name }) => name === table.organization)
    expect(organization, table.name).toMatchObject({ type: 'uuid', isNullable: false })
  }
})

const comparing = (one: string, other: string) => (one < other ? -1 : 1)

test('row-level security is enabled and forced on every tenant table, under one policy of the tenant door', async () => {
  const secured = await ask<{ name: string }>(
    `select relname as name from pg_class where relrowsecurity and relforcerowsecurity
       and relnamespace = 'public'::regnamespace`,
  )
  expect(sorted(secured.map(({ name }) => name))).toEqual(sorted(tables.map(({ name }) => name)))
  const policies = await ask<Record<string, unknown>>(
    `select tablename, policyname, permissive, roles::text[], cmd, qual, with_check from pg_policies order by 1, 2`,
  )
  const tenant = (table: TenantTable) => ({
    tablename: table.name,
    policyname: 'tenant',
    permissive: 'PERMISSIVE',
    roles: ['anteroom_tenant'],
    cmd: 'ALL',
    qual: `((CURRENT_USER = 'anteroom_tenant'::name) AND (${table.organization} = current_organization()))`,
    with_check: null,
  })
  const entry = (tablename: string) => ({
    tablename,
    policyname: 'entry',
    permissive: 'PERMISSIVE',
    roles: ['anteroom_entry'],
    cmd: 'SELECT',
    qual: `(CURRENT_USER = 'anteroom_entry'::name)`,
    with_check: null,
  })
  const expected = [...tables.map(tenant), ...Object.keys(seenAtEntry).map(entry)]
  const place = (policy: Record<string, unknown>) => `${String(policy['tablename'])} ${String(policy['policyname'])}`
  expect(policies).toEqual(expected.sort((a, b) => comparing(place(a), place(b))))
})

const sorted = (list: string[]) => [...list].sort(comparing)

test('keys begin with the organization, and so do foreign keys, which refuse deletion', () => {
  const broken = tables.flatMap((table) => [
    ...(table.primaryKey[0] === 'organization_id' || table.name in otherKeys ? [] : [`${table.name}: primary key`]),
    ...table.references.filter((reference) => !isComposite(reference)).map(({ name }) => name),
    ...table.references.filter(({ onDelete }) => onDelete !== 'r').map(({ name }) => `${name}: on delete`),
    ...table.references.filter(({ to }) => !tables.some(({ name }) => name === to)).map(({ name }) => `${name}: to`),
  ])
  expect(broken).toEqual([])
  expect(tables.flatMap((table) => table.references).filter(isComposite).length).toBeGreaterThan(10)
})

function isComposite({ columns, to, toColumns }: TenantTable['references'][number]): boolean {
  if (columns[0] !== 'organization_id') return false
  return to === 'organizations' ? columns.length === 1 : toColumns[0] === 'organization_id' && columns.length > 1
}

test('the plain roles sign in nowhere, own nothing, stand above no policy and lead to no other role', async () => {
  const roles = await ask(
    `select rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
       (select count(*)::int from pg_shdepend d where d.refobjid = r.oid and d.deptype = 'o') as owned,
       (select count(*)::int from pg_auth_members m where m.member = r.oid) as memberships,
       has_schema_privilege(oid, 'public', 'create') as creates
     from pg_roles r where rolname = any($1) order by rolname desc`,
    [plainRoles],
  )
  const plain = { rolcanlogin: false, rolsuper: false, rolbypassrls: false, rolcreaterole: false }
  const rest = { rolcreatedb: false, rolreplication: false, owned: 0, memberships: 0, creates: false }
  expect(roles).toEqual(plainRoles.map((rolname) => ({ rolname, ...plain, ...rest })))
})

test('the suite itself runs as an owner that is neither superuser nor exempt from policies', async () => {
  const [login] = await ask(`select rolsuper, rolbypassrls from pg_roles where rolname = current_user`)
  expect(login).toEqual({ rolsuper: false, rolbypassrls: false })
  const foreign = await ask(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relowner <> current_user::regrole`,
  )
  expect(foreign).toEqual([])
})

test('tables of no organization give the plain roles nothing but the right to add a job', async () => {
  const rights = await ask<{ given: string }>(
    `select format('%s %s.%s%s', x.privilege_type, n.nspname, c.relname, coalesce('.' || x.column, '')) as given
     from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join lateral (
       select privilege_type, null::name as column, grantee from aclexplode(c.relacl)
       union all select e.privilege_type, a.attname, e.grantee from pg_attribute a, aclexplode(a.attacl) e where a.attrelid = c.oid
     ) x
     where (x.grantee = 0 or x.grantee = any($1::regrole[]))
       and (n.nspname = 'pgboss' or n.nspname = 'public' and c.relname = any($2)) order by 1`,
    [plainRoles, outsideOrganizations],
  )
  expect(rights.map(({ given }) => given)).toEqual(['INSERT pgboss.job', 'SELECT pgboss.job.id', 'SELECT pgboss.queue'])
  const schema = await ask<{ entry: boolean; creates: boolean }>(
    `select has_schema_privilege('anteroom_entry', 'pgboss', 'usage') as entry,
       has_schema_privilege('anteroom_tenant', 'pgboss', 'create') as creates`,
  )
  expect(schema).toEqual([{ entry: false, creates: false }])
})

test('no function lends the rights of its owner', async () => {
  const lending = await ask(
    `select proname from pg_proc where prosecdef and pronamespace in ('public'::regnamespace, 'pgboss'::regnamespace)`,
  )
  expect(lending).toEqual([])
})

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

test('the entry door reads the columns named here and changes nothing', async () => {
  const granted = await ask<{ table: string; columns: string[] }>(
    `select c.relname as table, array_agg(a.attname::text order by a.attname) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
       and has_column_privilege('anteroom_entry', c.oid, a.attnum, 'select') group by 1 order by 1`,
  )
  expect(Object.fromEntries(granted.map(({ table, columns }) => [table, columns]))).toEqual(seenAtEntry)
  const changes = await ask(
    `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
       and (has_any_column_privilege('anteroom_entry', oid, 'insert, update') or has_table_privilege('anteroom_entry', oid, 'delete, truncate'))`,
  )
  expect(changes).toEqual([])
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
    throw new Error('the operation fails at its end')
  })
  await expect(failing).rejects.toThrow('fails at its end')
  expect(await counted()).toEqual(before)
})
