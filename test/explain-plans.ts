import pg from 'pg'
import { z } from 'zod'

/** A statement as it was sent, and what its connection was opened with. */
interface Sent {
  options: string
  text: string
  values: unknown[]
  /** Whether its connection keeps its plan for the next time. */
  isKept: boolean
}

const config = z.object({
  text: z.string(),
  name: z.string().optional(),
  values: z.array(z.unknown()).optional(),
  /** The door it was asked through, where it left in one message with that. */
  before: z.object({ text: z.string(), values: z.array(z.string()) }).optional(),
})
const doors = z.object({ connectionParameters: z.object({ options: z.string().includes('role=anteroom_tenant') }) })

/** Every statement that goes through the doors while `work` runs, in order. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = []
  const { prototype } = pg.Client
  const query = Reflect.get(prototype, 'query') as (...given: unknown[]) => unknown
  const listening = function (this: pg.Client, ...given: unknown[]) {
    const { data: asked } = config.safeParse(given[0])
    const door = doors.safeParse(this)
    const say = (text: string, values: unknown[] = [], isKept = false) => {
      if (door.success) sent.push({ options: door.data.connectionParameters.options, text, values, isKept })
    }
    const inMessage = asked?.before
    if (inMessage) say('begin')
    if (inMessage) say(inMessage.text, inMessage.values)
    say(asked?.text ?? String(given[0]), asked?.values ?? (Array.isArray(given[1]) ? given[1] : []), !!asked?.name)
    if (inMessage) say('commit')
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
  'Actual Rows': z.number(),
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
const setsUp = /^\s*(begin|set|commit|rollback|select (where )?set_config)\b/i
const reads = /^\s*(select|with)\b[^]*\bfrom\b/i
/** Prisma looks for the rows of an empty list with a condition that none can meet: nothing is read, whatever an older planner draws. */
const findsNothing = /\bWHERE 1=0\b|\bIN \(NULL\)/

/** Says the same again on a connection of the doors' own kind, but for changes; what reads is explained in its place. */
export async function explained(connectionString: string, sent: Sent[]): Promise<Explained[]> {
  const db = new pg.Client({ connectionString, options: sent[0]?.options })
  await db.connect()
  const found: Explained[] = []
  try {
    for (const { text, values, isKept } of sent) {
      if (setsUp.test(text)) await db.query(text, values)
      else if (reads.test(text) && !findsNothing.test(text)) found.push(await explain(db, text, values))
      if (isKept) found.push(await explainForAnyValues(db, text, values))
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

/** The plan that a connection may come to keep: made without a look at the values. */
async function explainForAnyValues(db: pg.Client, text: string, values: unknown[]): Promise<Explained> {
  const literals = values.map((value) => (value === null ? 'null' : pg.escapeLiteral(textOf(value))))
  await db.query(`set local plan_cache_mode = force_generic_plan; prepare kept as ${text}`)
  const { plan } = await explain(db, `execute kept (${literals.join(', ')})`, [])
  await db.query('deallocate kept; set local plan_cache_mode = auto')
  return { text: `(any values) ${text}`, plan }
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map((each) => JSON.stringify(textOf(each))).join(',')}}`
  return value instanceof Date ? value.toISOString() : String(value)
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
