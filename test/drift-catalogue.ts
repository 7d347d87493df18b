import type pg from 'pg'

const listed = (numbers: string, table: string) =>
  `(select string_agg(a.attname, ', ' order by u.at) from unnest(${numbers}) with ordinality u (number, at)
    join pg_attribute a on a.attrelid = ${table} and a.attnum = u.number)`

const ours = `relnamespace = 'public'::regnamespace and relname <> '_prisma_migrations'`

const columns = `
  select format('%s.%s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then 'not null' else 'null' end)
    || case when a.attgenerated <> '' then ' made by the database'
         when d.oid is not null then ' default ' || regexp_replace(pg_get_expr(d.adbin, d.adrelid), '^''(.*)''::.*$', '\\1')
         else '' end as line
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where ${ours} and c.relkind in ('r', 'p')`

const keys = `
  select format('%s %s (%s)', c.relname,
    case when i.indisprimary then 'primary key' when i.indisunique then 'unique' else 'index' end
      || case when not i.indisvalid then ', not valid' else '' end
      || case when i.indpred is not null then ', partial' else '' end,
    ${listed('i.indkey::int2[]', 'c.oid')}) as line
  from pg_index i join pg_class c on c.oid = i.indrelid where ${ours}`

const references = `
  select format('%s (%s) references %s (%s) on delete %s', c.relname, ${listed('k.conkey', 'c.oid')},
    k.confrelid::regclass, ${listed('k.confkey', 'k.confrelid')},
    case k.confdeltype when 'r' then 'restrict' when 'a' then 'noaction' when 'c' then 'cascade' else 'setnull' end)
    || case when k.convalidated then '' else ' not valid' end as line
  from pg_constraint k join pg_class c on c.oid = k.conrelid where ${ours} and k.contype = 'f'`

/** What Prisma's schema has no words for. */
const beyond = `
  select format('%s check (%s)', c.relname, ${listed('k.conkey', 'c.oid')}) as line
  from pg_constraint k join pg_class c on c.oid = k.conrelid where ${ours} and k.contype = 'c'
  union all
  select format('%s constraint %s', c.relname, k.conname)
  from pg_constraint k join pg_class c on c.oid = k.conrelid where ${ours} and k.contype in ('x', 't')
  union all
  select format('%s.%s collate %s', c.relname, a.attname, l.collname)
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_collation l on l.oid = a.attcollation and l.collname <> 'default'
  where ${ours} and c.relkind in ('r', 'p')
  union all
  select format('%s.%s generated as %s', c.relname, a.attname, pg_get_expr(d.adbin, d.adrelid))
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attgenerated <> ''
    join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where ${ours}
  union all
  select format('%s trigger %s', c.relname, t.tgname)
  from pg_trigger t join pg_class c on c.oid = t.tgrelid where ${ours} and not t.tgisinternal
  union all
  select format('%s policy %s', c.relname, p.polname) from pg_policy p join pg_class c on c.oid = p.polrelid where ${ours}
  union all
  select format('%s is of kind %s', relname, relkind) from pg_class where ${ours} and relkind not in ('r', 'i')`

/** The tables of this database as its catalogue has them, in the words of drift-model.ts. */
export async function linesOfCatalogue(db: pg.ClientBase): Promise<string[]> {
  const { rows } = await db.query<{ line: string }>([columns, keys, references, beyond].join(' union all '))
  return rows.map(({ line }) => line)
}
