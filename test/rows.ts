import { randomUUID } from 'node:crypto'
import { inOrganization, type Tx } from '../src/platform/database.ts'
import type { Column, TenantTable } from './catalogue.ts'

export type Row = Record<string, unknown>

/** Table -> one row of an organization. */
export type Samples = Map<string, Row>

/** What the columns' types and lists of allowed values do not tell: columns that a CHECK binds to another. */
const bound: Record<string, () => Row> = {
  documents: () => ({ statement: {} }),
  password_links: () => ({ account_id: null }),
  second_factors: () => ({ account_id: null }),
  recovery_codes: () => ({ account_id: null }),
  seat_bills: () => ({ carried_cents: 0 }),
  seats: () => ({ state: 'ended', ended_at: '2026-01-31T12:00:00Z' }),
  subscriptions: () => ({ carried_cents: 0 }),
  invitations: () => ({ open_email: `${randomUUID()}@mail.example` }),
  staff_invitations: () => ({ open_email: `${randomUUID()}@mail.example` }),
}

const byType: Record<string, () => unknown> = {
  uuid: randomUUID,
  text: () => `probe ${randomUUID()}`,
  boolean: () => false,
  integer: () => Math.trunc(Number(process.hrtime.bigint() % 1_000_000_000n)),
  bigint: () => 1,
  jsonb: () => ({}),
  bytea: () => '\\x01',
  date: () => '2026-01-31',
  'timestamp with time zone': () => '2026-01-31T12:00:00Z',
  'text[]': () => [],
}

/** A new row of a table for an organization, its references led to the organization's samples. */
export function newRow(table: TenantTable, organizationId: string, samples: Samples): Row {
  const row: Row = Object.fromEntries(table.columns.map((column) => [column.name, valueOf(column)]))
  for (const { columns, to, toColumns } of table.references) {
    columns.forEach((column, index) => (row[column] = samples.get(to)?.[toColumns[index] ?? '']))
  }
  return { ...row, ...bound[table.name]?.(), [table.organization]: organizationId }
}

function valueOf({ name, type, isNullable, allowed }: Column): unknown {
  if (isNullable) return null
  const make = byType[type]
  if (!make) throw new Error(`no value known for the type ${type} of ${name}`)
  return allowed ? allowed[0] : make()
}

const NOT_KEPT = new Error('rolled back on purpose')

/** What became of a statement: how many rows it met, or the SQLSTATE it was refused with. Nothing of it is kept. */
export async function outcome(organizationId: string, sql: string, ...values: unknown[]): Promise<number | string> {
  let met = -1
  const work = async (tx: Tx) => {
    const [{ n } = { n: -1 }] = await tx.$queryRawUnsafe<{ n: number }[]>(counting(sql), ...values)
    met = n
    // what is deferred to the end shows before the end
    await tx.$executeRawUnsafe('set constraints all immediate')
    throw NOT_KEPT
  }
  return inOrganization({ organizationId }, work).catch((error: unknown) => (error === NOT_KEPT ? met : codeOf(error)))
}

const counting = (sql: string) => `with met as (${sql}) select count(*)::int as n from met`

/** The SQLSTATE inside an error of Prisma or of pg. */
export function codeOf(error: unknown): string {
  const { code, meta } = error as {
    code?: string
    meta?: { driverAdapterError?: { cause?: { originalCode?: string } } }
  }
  const state = meta?.driverAdapterError?.cause?.originalCode ?? code
  if (!state) throw new Error('this error names no SQLSTATE', { cause: error })
  return state
}

export const insertion = (table: TenantTable) =>
  `insert into ${table.name} select * from jsonb_populate_record(null::${table.name}, $1::jsonb) returning 1`

/** Gives an organization one row in every table. @returns them */
export async function plant(tables: TenantTable[], organizationId: string): Promise<Samples> {
  const samples: Samples = new Map()
  await inOrganization({ organizationId }, async (tx) => {
    for (const table of tables) {
      const sql = `select to_jsonb(t) as row from ${table.name} t limit 1`
      const find = async () => (await tx.$queryRawUnsafe<{ row: Row }[]>(sql))[0]?.row
      const there = await find()
      const row = there ?? newRow(table, organizationId, samples)
      if (!there) await tx.$executeRawUnsafe(insertion(table).replace('returning 1', ''), JSON.stringify(row))
      samples.set(table.name, (await find()) ?? row)
    }
  })
  return samples
}
