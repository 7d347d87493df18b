import { infrastructure } from '../src/platform/database.ts'

/** Tables of `public` that belong to no organization: only the login role reaches them. */
export const outsideOrganizations = ['_prisma_migrations', 'rate_limits', 'sessions']

export interface Column {
  name: string
  type: string
  isNullable: boolean
  /** The values a CHECK lists for it. */
  allowed: string[] | null
}

export interface Reference {
  name: string
  columns: string[]
  to: string
  toColumns: string[]
  onDelete: string
}

/** A table whose rows belong to an organization. */
export interface TenantTable {
  name: string
  /** The column that says which: `id` in organizations itself. */
  organization: string
  columns: Column[]
  references: Reference[]
  primaryKey: string[]
}

/** The rows of a question to the catalogue, asked under the login role. */
export async function ask<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  return (await infrastructure().query<Row>(sql, values)).rows
}

const names = (attributes: string, of: string) =>
  `(select array_agg(a.attname::text order by u.at) from unnest(${attributes}) with ordinality u (number, at)
    join pg_attribute a on a.attrelid = ${of} and a.attnum = u.number)`

const columnsOf = `
  select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type, not a.attnotnull as "isNullable",
    (select array_agg(m[1]) from pg_constraint k, regexp_matches(pg_get_constraintdef(k.oid), '''([^'']*)''::text', 'g') m
      where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
        and pg_get_constraintdef(k.oid) like '%= ANY (ARRAY[%') as allowed
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
  order by c.relname, a.attnum`

const referencesOf = `
  select k.conrelid::regclass::text as table, k.conname as name, k.confrelid::regclass::text as to,
    ${names('k.conkey', 'k.conrelid')} as columns, ${names('k.confkey', 'k.confrelid')} as "toColumns",
    k.confdeltype as "onDelete"
  from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace order by k.conname`

const primaryKeysOf = `
  select i.indrelid::regclass::text as table, ${names('i.indkey::int2[]', 'i.indrelid')} as columns
  from pg_index i where i.indisprimary`

type Of<T> = T & { table: string }

/** Every column of `public`, with its table. */
export const allColumns = () => ask<Of<Column>>(columnsOf)

/** The tenant tables as the database itself describes them, each after those it refers to. */
export async function tenantTables(): Promise<TenantTable[]> {
  const columns = await allColumns()
  const references = await ask<Of<Reference>>(referencesOf)
  const keys = await ask<Of<{ columns: string[] }>>(primaryKeysOf)
  const all = [...new Set(columns.map((column) => column.table))].filter((name) => !outsideOrganizations.includes(name))
  const tables = all.map((name) => ({
    name,
    organization: name === 'organizations' ? 'id' : 'organization_id',
    columns: columns.filter(({ table }) => table === name),
    references: references.filter(({ table }) => table === name),
    primaryKey: keys.find(({ table }) => table === name)?.columns ?? [],
  }))
  return inOrderOfReference(tables)
}

function inOrderOfReference(tables: TenantTable[]): TenantTable[] {
  const ordered: TenantTable[] = []
  const place = (table: TenantTable) => {
    if (ordered.includes(table)) return
    for (const { to } of table.references.filter((reference) => reference.to !== table.name)) {
      const referred = tables.find(({ name }) => name === to)
      if (referred) place(referred)
    }
    ordered.push(table)
  }
  tables.forEach(place)
  return ordered
}
