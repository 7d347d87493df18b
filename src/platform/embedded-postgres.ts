import { mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { accountFor, binariesFor } from './embedded-binaries.ts'
import { makeData, makePrivate } from './embedded-data.ts'
import { launch, starterOf, type Server } from './embedded-server.ts'
import { socketFolderFor } from './embedded-socket.ts'
import { isAlive } from './made-once.ts'

interface Options {
  /** Whether what was committed survives a power cut; true unless told. Without it everything is faster: for tests. */
  fsync?: boolean
  /** How many connections there may be at once; 60 unless told. */
  maxConnections?: number
  /** Whether the role may create databases; false unless told. Read only when the folder is new. */
  createDatabases?: boolean
}

interface EmbeddedPostgres {
  /** Signs in as the plain owner `anteroom` of the database `anteroom`, over a private socket. */
  url: string
  /** Shuts the server down and waits for its end. Does nothing when another process of ours started it. */
  stop: () => Promise<void>
}

/** What PostgreSQL says while another one still holds the data, which may be just ending or just beginning. */
const isHeld = /lock file .* already exists|pre-existing shared memory block/
const patience = { attempts: 300, pause: 100 }

/**
 * Starts the PostgreSQL that comes with the packages, over data in `folder/postgres`, made when missing; its log is
 * `folder/postgres.log`. It ends with this process, however that ends. Where another living process of ours serves the
 * folder, its server is shared and ends with that process.
 * @throws Error with a sentence when it cannot run here, or with what its log says when it does not start
 */
export async function startEmbeddedPostgres(folder: string, options: Options = {}): Promise<EmbeddedPostgres> {
  const { fsync = true, maxConnections = 60, createDatabases = false } = options
  mkdirSync(folder, { recursive: true })
  const home = join(realpathSync(folder), 'postgres')
  const data = join(home, 'data')
  const account = accountFor(home)
  makePrivate(home, account)
  const socket = socketFolderFor(home, account)
  const url = `postgresql://anteroom@localhost/anteroom?host=${encodeURIComponent(socket.path)}`
  const log = join(folder, 'postgres.log')
  const settings = {
    unix_socket_directories: socket.fromInside,
    max_connections: maxConnections,
    shared_buffers: '64MB',
    ...(fsync ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  let binaries: string | undefined
  for (let attempt = 1; ; attempt++) {
    const starter = await starterOf(url)
    if (starter !== undefined && isAlive(starter)) return { url, stop: async () => {} }
    if (starter !== undefined) endAbandoned(data)
    binaries ??= binariesFor(folder, account)
    makeData(data, binaries, account, { createDatabases, sync: fsync })
    const server = launch({ binaries, data, log, account, settings })
    const said = await servesOrEnds(server, url)
    if (said === undefined) return { url, stop: server.stop }
    if (!isHeld.test(said) || attempt === patience.attempts)
      throw new Error(`PostgreSQL did not start. Its log: ${said}`)
    await delay(patience.pause)
  }
}

/** Waits until the server takes connections; what it wrote to its log if it ended instead. */
async function servesOrEnds({ ended }: Server, url: string): Promise<string | undefined> {
  let said: string | undefined
  const end = ended.then((log) => (said = log))
  while (said === undefined) {
    if ((await starterOf(url)) === process.pid) return undefined
    await Promise.race([end, delay(10)])
  }
  return said
}

/** A server whose starter is dead ends by itself, unless its shell was killed as well. */
function endAbandoned(data: string): void {
  try {
    const [pid] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n', 1)
    process.kill(Number(pid), 'SIGINT')
  } catch {
    // it has just ended
  }
}
