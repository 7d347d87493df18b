import { createHash } from 'node:crypto'
import { once } from 'node:events'
import pg from 'pg'

/** What says for whom the transaction reads, and that it only reads; it gives no row. */
interface Door {
  name: string
  text: string
}
const readOnly = `set_config('transaction_read_only', 'on', true) is null`
const tenantDoor: Door = {
  name: 'tenant door',
  text: `select where set_config('app.organization', $1, true) is null or ${readOnly}`,
}
const entryDoor: Door = { name: 'entry door', text: `select where set_config('role', $1, true) is null or ${readOnly}` }
const opened = new WeakMap<pg.Connection, Set<Door>>()

/** A statement, and the door through which it is asked. */
class Asked extends pg.Query {
  /** What goes before it in the same message. */
  readonly before: { text: string; values: string[] }

  constructor(door: Door, through: string, text: string, values: unknown[]) {
    super({ name: nameOf(text), text, values })
    this.before = { text: door.text, values: [through] }
    const ask = this.submit
    this.submit = (connection) => {
      connection.stream.cork()
      try {
        open(connection, door, through)
        return ask.call(this, connection)
      } finally {
        connection.stream.uncork()
      }
    }
  }
}

function open(connection: pg.Connection, door: Door, through: string): void {
  const known = opened.get(connection) ?? new Set()
  if (!known.has(door)) connection.parse({ ...door, types: [] }, true)
  opened.set(connection, known.add(door))
  connection.bind({ statement: door.name, values: [through] }, true)
  connection.execute({}, true)
}

/**
 * Reads with one SQL statement as an organization, in one message and one answer. PostgreSQL takes all that comes before
 * the message's end for one transaction, so the organization is set for this statement only, and no failure leaves it set.
 * @throws what PostgreSQL says; the connection should then be given up, for it may not know its statements any more
 */
export const readAs = (client: pg.PoolClient, organizationId: string, text: string, values: unknown[]) =>
  answerTo(client, new Asked(tenantDoor, organizationId, text, values))

/** The same as the role of the entry door, before an organization is known. */
export const readEntering = (client: pg.PoolClient, text: string, values: unknown[]) =>
  answerTo(client, new Asked(entryDoor, 'anteroom_entry', text, values))

async function answerTo(client: pg.PoolClient, asked: Asked): Promise<object[]> {
  const [[, read]] = (await once(client.query(asked), 'end')) as [[opening: unknown, read: pg.QueryResult<object>]]
  return read.rows
}

const names = new Map<string, string>()

/** The name under which each connection keeps a statement parsed and planned. The texts are the program's own, and few. */
function nameOf(text: string): string {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('base64url')
  names.set(text, name)
  return name
}
