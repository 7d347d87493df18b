import PgBoss from 'pg-boss'
import { afterCommit, infrastructure, type Tx } from './database.ts'
import { framesOf, log } from './log.ts'

/**
 * Every queue -> how often a job is tried again (seconds between, doubling) before it is parked as failed. A job whose
 * process was killed is tried again once it expires, so that this is not much longer than its work may take.
 */
const queues = {
  'mail.send': { retryLimit: 6, retryDelay: 15, retryBackoff: true, expireInSeconds: 120 },
  'document.render': { retryLimit: 10, retryDelay: 5, retryBackoff: true, expireInSeconds: 30 },
  'audit.seal': { retryLimit: 2, retryDelay: 30 },
  'audit.sweep': { retryLimit: 2, retryDelay: 30 },
  'mail.sweep': { retryLimit: 2, retryDelay: 30 },
  'session.sweep': { retryLimit: 2, retryDelay: 30 },
  'processor.reconcile': { retryLimit: 8, retryDelay: 15, retryBackoff: true },
  'seats.renew': { retryLimit: 6, retryDelay: 30, retryBackoff: true },
  'seats.charge': { retryLimit: 6, retryDelay: 60, retryBackoff: true, expireInSeconds: 180 },
  'seats.sweep': { retryLimit: 2, retryDelay: 30 },
} as const

export type Queue = keyof typeof queues

/** What a job carries: ids and nothing else. */
export interface Payload {
  organizationId: string
  id?: string
}

export type Handlers = Record<Queue, (payload: Payload) => Promise<void>>

let boss: PgBoss | undefined
const workers = new Map<Queue, string>()

const theBoss = () => {
  if (!boss) throw new Error('the job queue is not open')
  return boss
}

/** Opens the job queue on the same database. Its tables belong to the login role; the doors may only add jobs. */
export async function openJobs(): Promise<void> {
  const executeSql = (text: string, values: unknown[]) => infrastructure().query<Record<string, unknown>>(text, values)
  boss = new PgBoss({ db: { executeSql }, schema: 'pgboss', maintenanceIntervalSeconds: 10 })
  boss.on('error', (error) => log.error({ error: error.name }, 'job queue'))
  await boss.start()
  await settleQueues(boss)
  await infrastructure().query(`grant usage on schema pgboss to anteroom_tenant;
    grant insert on pgboss.job to anteroom_tenant; grant select (id) on pgboss.job to anteroom_tenant;
    grant select on pgboss.queue to anteroom_tenant`)
}

/** Makes the queues that are missing, and has those that stand follow the table above. */
async function settleQueues(boss: PgBoss): Promise<void> {
  const standing = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
  for (const [name, options] of Object.entries(queues)) {
    const queue = standing.get(name)
    const follows = (option: string) =>
      queue?.[option as keyof typeof queue] === options[option as keyof typeof options]
    if (!queue) await boss.createQueue(name, { name, ...options })
    else if (!Object.keys(options).every(follows)) await boss.updateQueue(name, { name, ...options })
  }
}

export async function closeJobs(): Promise<void> {
  await boss?.stop({ graceful: true, wait: true, timeout: 10_000 })
  boss = undefined
  workers.clear()
}

/** Lets this process do the work: one handler a queue, several jobs of one at a time where told. */
export async function work(handlers: Handlers): Promise<void> {
  for (const queue of Object.keys(queues) as Queue[]) {
    const id = await theBoss().work<Payload>(queue, { batchSize: 1, pollingIntervalSeconds: 2 }, async ([job]) => {
      wake(queue) // after a job the next is fetched at once; only an empty queue is waited for
      if (job) await handlers[queue](job.data).catch((error: Error) => failByKind(queue, error))
    })
    workers.set(queue, id)
  }
}

/** A failed job keeps the kind of its error and no more: what an error says may quote an address or what was typed. */
function failByKind(queue: Queue, error: Error): never {
  const { code } = error as { code?: unknown }
  log.warn({ queue, error: error.name, code, at: framesOf(error) }, 'job failed')
  throw new Error(error.name)
}

/** Has a sweep come back: `cron` in UTC. */
export async function everySoOften(queue: Queue, cron: string): Promise<void> {
  await theBoss().schedule(queue, cron, {})
}

/**
 * Puts a job into the operation's own transaction: it exists if and only if the change does. Wakes this process's worker
 * once committed.
 */
export async function enqueue(tx: Tx, queue: Queue, payload: Payload): Promise<void> {
  const id = await theBoss().send(queue, payload, { db: within(tx) })
  if (id === null) throw new Error(`the queue ${queue} took no job`)
  afterCommit(() => wake(queue))
}

/** The same for many jobs of one queue, in one statement. */
export async function enqueueAll(tx: Tx, queue: Queue, payloads: Payload[]): Promise<void> {
  const { executeSql } = within(tx)
  const db = {
    // pg-boss does not ask what became of several, and an unknown queue takes none in silence
    executeSql: async (text: string, values: unknown[]) => {
      const taken = await executeSql(`${text} returning id`, values)
      if (taken.rows.length !== payloads.length) throw new Error(`the queue ${queue} did not take every job`)
      return taken
    },
  }
  const jobs = payloads.map((data) => ({ name: queue, data }))
  await theBoss().insert(jobs, { db })
  afterCommit(() => wake(queue))
}

/** Lets pg-boss speak through an open door: the only caller of raw SQL from text, all of it pg-boss's own. */
const within = (tx: Tx) => ({
  executeSql: async (text: string, values: unknown[]) => ({
    // eslint-disable-next-line no-restricted-syntax
    rows: await tx.$queryRawUnsafe<Record<string, unknown>[]>(text, ...values),
  }),
})

function wake(queue: Queue): void {
  const worker = workers.get(queue)
  if (worker) boss?.notifyWorker(worker)
}

/** Takes and does the waiting jobs of every queue until none is left; the tests use it in place of waiting. */
export async function drain(handlers: Handlers): Promise<number> {
  for (let done = 0; ;) {
    const before = done
    for (const queue of Object.keys(queues) as Queue[]) {
      for (const job of (await theBoss().fetch<Payload>(queue, { batchSize: 50 })) ?? []) {
        await handlers[queue](job.data).then(
          () => theBoss().complete(queue, job.id),
          (error: Error) => theBoss().fail(queue, job.id, { name: error.name }),
        )
        done += 1
      }
    }
    if (done === before) return done
  }
}
