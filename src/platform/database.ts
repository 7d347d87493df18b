import { AsyncLocalStorage } from 'node:async_hooks'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { z } from 'zod'
import { PrismaClient, type Prisma } from '../../prisma/client/client.ts'
import { translateRefusal } from './database-refusals.ts'
import { isId } from './ids.ts'
import { readAs, readEntering } from './one-message.ts'

/** What an operation works with: one transaction, one organization. */
export type Tx = Prisma.TransactionClient

/** Whoever acts, acts for one organization. */
interface Acting {
  organizationId: string
}

interface Doors {
  pool: pg.Pool
  infrastructure: pg.Pool
  prisma: PrismaClient
}

let doors: Doors | undefined

/** While a door is open: what to do once it has closed well. No second connection may be taken meanwhile. */
const open = new AsyncLocalStorage<(() => void)[]>()

const transaction = { maxWait: 10_000, timeout: 10_000 }

/** Opens the two pools. Every connection of the doors' pool starts as the plain role and with no organization. */
export function openDatabase(connectionString: string, connections = 10): void {
  const limits = '-c statement_timeout=8000 -c idle_in_transaction_session_timeout=12000'
  // what is asked for lies in memory or on flash: a few thousand rows by index beat reading a table from end to end
  const plain = '-c role=anteroom_tenant -c random_page_cost=1.1'
  const pool = new pg.Pool({ connectionString, max: connections, options: `${plain} ${limits}` })
  const infrastructure = new pg.Pool({ connectionString, max: 8, options: limits })
  for (const each of [pool, infrastructure]) {
    each.on('error', () => {}) // an idle connection broke; the next query takes a new one
    each.on('connect', (client) => client.on('error', () => {})) // one in use broke: the statement under way tells
    refuseInsideDoors(each)
  }
  doors = { pool, infrastructure, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) }
}

export async function closeDatabase(): Promise<void> {
  const closing = doors
  doors = undefined
  await closing?.prisma.$disconnect()
  await closing?.infrastructure.end()
  if (closing && !closing.pool.ended) await closing.pool.end()
}

/** A connection taken inside a door would wait for itself as soon as the pool is busy. */
function refuseInsideDoors(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool) as (...given: unknown[]) => Promise<pg.PoolClient>
  pool.connect = ((...given: unknown[]) => {
    if (open.getStore()) throw new Error('a second connection was asked for inside a door')
    return connect(...given)
  }) as typeof pool.connect
}

function theDoors(): Doors {
  if (!doors) throw new Error('the database is not open')
  return doors
}

/**
 * The tenant door: runs `work` in one transaction that sees the actor's organization and nothing else.
 * @throws RuleBroken where the database's own rules refuse, Busy where no connection comes within 10 s
 */
export async function inOrganization<T>(actor: Acting, work: (tx: Tx) => Promise<T>): Promise<T> {
  return throughDoor(async (tx) => {
    await tx.$executeRaw`select set_config('app.organization', ${actor.organizationId}, true)`
    return work(tx)
  })
}

/**
 * The entry door, for what happens before an organization is known: a practice by address, an account by e-mail,
 * a token by hash. It reads the few columns its role was granted and changes nothing.
 */
export async function atEntry<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return throughDoor(async (tx) => {
    await tx.$executeRaw`set local role anteroom_entry`
    return work(tx)
  })
}

async function throughDoor<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const { prisma } = theDoors()
  const afterwards: (() => void)[] = []
  try {
    const result = await prisma.$transaction((tx) => open.run(afterwards, () => work(tx)), transaction)
    afterwards.forEach((act) => act())
    return result
  } catch (error) {
    throw translateRefusal(error)
  }
}

/** Has `act` called after the open door's transaction has committed, and never if it does not. */
export function afterCommit(act: () => void): void {
  const afterwards = open.getStore()
  if (!afterwards) throw new Error('no door is open')
  afterwards.push(act)
}

/** The tenant door for hot pages: one SQL statement over `pg`, its rows parsed by `row`. */
export async function readInOrganization<S extends z.ZodType>(
  actor: Acting,
  row: S,
  text: string,
  values: unknown[],
): Promise<z.infer<S>[]> {
  const { organizationId } = actor
  if (!isId(organizationId)) throw new Error('no organization')
  return read(row, (client) => readAs(client, organizationId, text, values))
}

/** The entry door for hot pages, in the same way. */
export const readAtEntry = <S extends z.ZodType>(row: S, text: string, values: unknown[]): Promise<z.infer<S>[]> =>
  read(row, (client) => readEntering(client, text, values))

async function read<S extends z.ZodType>(row: S, work: (client: pg.PoolClient) => Promise<object[]>) {
  const client = await theDoors().pool.connect()
  const [reading] = await Promise.allSettled([work(client)])
  client.release(reading.status === 'rejected')
  if (reading.status === 'rejected') throw reading.reason
  return reading.value.map((each) => row.parse(each))
}

/** The pool under the login role, for sessions, throttling and the job queue; it has no right to a tenant's row. */
export const infrastructure = (): pg.Pool => theDoors().infrastructure
