import { beforeAll, expect, test } from 'vitest'
import { ask, outsideOrganizations, tenantTables, type TenantTable } from './catalogue.ts'

const plainRoles = ['anteroom_tenant', 'anteroom_entry']

/** All that the entry door reads, by hand: table -> columns. */
const seenAtEntry: Record<string, string[]> = {
  invitations: ['id', 'organization_id', 'token_hash'],
  organizations: [
    ...['colour', 'emergency_text', 'id', 'name', 'office_hours', 'phone'],
    ...['portal_address', 'postal_address', 'sender_name', 'time_zone'],
  ],
  password_links: ['account_id', 'id', 'organization_id', 'staff_id', 'token_hash'],
  portal_accounts: ['email', 'id', 'organization_id', 'password_hash', 'state'],
  portal_addresses: ['address', 'organization_id'],
  staff_invitations: ['id', 'organization_id', 'token_hash'],
  subscriptions: ['organization_id', 'processor_customer'],
  staff: ['email', 'id', 'organization_id', 'password_hash', 'state'],
}

/** Tables found by something else than (organization_id, ...), and why. */
const otherKeys: Record<string, string> = {
  organizations: 'it is the organization',
  portal_addresses: 'an address leads to one practice in the whole installation, old ones included',
}

/** Tables from whose rows no foreign key leads to their organization, and why. */
const withoutReference: Record<string, string> = {
  organizations: 'it is the organization',
  audit_events: 'what happened stays written whatever becomes of its subject',
}

let tables: TenantTable[]

beforeAll(async () => {
  tables = await tenantTables()
})

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

test('foreign keys lead from every row to its organization, from the audit’s alone none', () => {
  const reached = new Set(['organizations'])
  // tables stand after those they refer to
  for (const table of tables) {
    const leads = table.references.some((each) => isComposite(each) && each.to !== table.name && reached.has(each.to))
    if (leads) reached.add(table.name)
  }
  const unreached = tables.filter(({ name }) => !reached.has(name) || name in withoutReference)
  expect(sorted(unreached.map(({ name }) => name))).toEqual(sorted(Object.keys(withoutReference)))
  expect(tables.find(({ name }) => name === 'audit_events')?.references).toEqual([])
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
})
