import { createHash } from 'node:crypto'
import { once } from 'node:events'
import pg from 'pg'

/** Says for whom the transaction reads, and that it only reads; it gives no row. */
const opening = {
  name: 'reading door',
  text: `select where set_config('app.organization', $1, true) is null or set_config('transaction_read_only', 'on', true) is null`,
}
const opened = new WeakSet<pg.Connection>()

/** A statement of the tenant door, and the organization it is asked for. */
class Asked extends pg.Query {
  readonly organizationId: string

  constructor(organizationId: string, text: string, values: unknown[]) {
    super({ name: nameOf(text), text, values })
    this.organizationId = organizationId
    const ask = this.submit
    this.submit = (connection) => {
      connection.stream.cork()
      try {
        open(connection, organizationId)
        return ask.call(this, connection)
      } finally {
        connection.stream.uncork()
      }
    }
  }
}

function open(connection: pg.Connection, organizationId: string): void {
  if (!opened.has(connection)) connection.parse({ ...opening, types: [] }, true)
  opened.add(connection)
  connection.bind({ statement: opening.name, values: [organizationId] }, true)
  connection.execute({}, true)
}

/**
 * Reads with one SQL statement as an organization, in one message and one answer. PostgreSQL takes all that comes before
 * the message's end for one transaction, so the organization is set for this statement only, and no failure leaves it set.
 * @throws what PostgreSQL says; the connection should then be given up, for it may not know its statements any more
 */
export async function readAs(
  client: pg.PoolClient,
  organizationId: string,
  text: string,
  values: unknown[],
): Promise<object[]> {
  const asked = client.query(new Asked(organizationId, text, values))
  const [[, read]] = (await once(asked, 'end')) as [[opening: unknown, read: pg.QueryResult<object>]]
  return read.rows
}

const names = new Map<string, string>()

/** The name under which each connection keeps a statement parsed and planned. The texts are the program's own, and few. */
function nameOf(text: string): string {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('base64url')
  names.set(text, name)
  return name
}
