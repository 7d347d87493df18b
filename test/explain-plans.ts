import pg from 'pg'
import { z } from 'zod'

/** A statement as it was sent, and what its connection was opened with. */
interface Sent {
  options: string
  text: string
  values: unknown[]
}

const config = z.object({ text: z.string(), values: z.array(z.unknown()).optional() })
const doors = z.object({ connectionParameters: z.object({ options: z.string().includes('role=anteroom_tenant') }) })

/** Every statement that goes through the doors while `work` runs, in order. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = []
  const { prototype } = pg.Client
  const query = Reflect.get(prototype, 'query') as (...given: unknown[]) => unknown
  const listening = function (this: pg.Client, ...given: unknown[]) {
    const asked = config.safeParse(given[0])
    const values = asked.data?.values ?? (Array.isArray(given[1]) ? given[1] : [])
    const door = doors.safeParse(this)
    if (door.success)
      sent.push({ options: door.data.connectionParameters.options, text: asked.data?.text ?? String(given[0]), values })
    return query.apply(this, given)
  }
  Reflect.set(prototype, 'query', listening)
  try {
    await work()
  } finally {
    Reflect.set(prototype, 'query', query)
  }
  return sent
}

const node = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(),
  'Rows Removed by Join Filter': z.number().optional(),
  'Rows Removed by Index Recheck': z.number().optional(),
  get Plans() {
    return z.array(node).optional()
  },
})
type Node = z.infer<typeof node>

export interface Explained {
  text: string
  plan: Node
}

const answer = z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: node })]) })
const setsUp = /^\s*(begin|set|commit|rollback|select set_config)\b/i
const reads = /^\s*(select|with)\b[^]*\bfrom\b/i

/** Says the same again on a connection of the doors' own kind, but for changes; what reads is explained in its place. */
export async function explained(connectionString: string, sent: Sent[]): Promise<Explained[]> {
  const db = new pg.Client({ connectionString, options: sent[0]?.options })
  await db.connect()
  const found: Explained[] = []
  try {
    for (const { text, values } of sent) {
      if (setsUp.test(text)) await db.query(text, values)
      else if (reads.test(text)) found.push(await explain(db, text, values))
    }
  } finally {
    await db.end()
  }
  return found
}

async function explain(db: pg.Client, text: string, values: unknown[]): Promise<Explained> {
  const { rows } = await db.query<object>(`explain (analyze, format json) ${text}`, values)
  const [{ Plan: plan }] = answer.parse(rows[0])['QUERY PLAN']
  return { text, plan }
}

const REMOVED = 1_000

/** What is wrong with a plan: big tables read from end to end, and rows fetched in vain. */
export function faultsOf(plan: Node, bigTables: string[]): string[] {
  const { 'Node Type': type, 'Relation Name': relation = '', 'Actual Loops': loops } = plan
  const perLoop =
    (plan['Rows Removed by Filter'] ?? 0) +
    (plan['Rows Removed by Join Filter'] ?? 0) +
    (plan['Rows Removed by Index Recheck'] ?? 0)
  return [
    ...(type === 'Seq Scan' && bigTables.includes(relation) ? [`sequential scan of ${relation}`] : []),
    ...(perLoop * loops > REMOVED ? [`${type} of ${relation || 'rows'}: ${perLoop * loops} rows removed`] : []),
    ...(plan.Plans ?? []).flatMap((below) => faultsOf(below, bigTables)),
  ]
}
