import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { plainEnvironment, type Account } from './embedded-binaries.ts'
import { dataFolderFromInside } from './embedded-data.ts'

interface Launch {
  binaries: string
  data: string
  log: string
  account: Account
  settings: Record<string, string | number>
}

export interface Server {
  /** Fulfilled when PostgreSQL has ended, with what it wrote to its log in its life. */
  ended: Promise<string>
  stop: () => Promise<void>
}

/**
 * A shell stands between us and PostgreSQL and holds the other end of a pipe of ours: when this process goes, however it
 * goes, the pipe closes and PostgreSQL is shut down (SIGINT: clients are sent away, data are written). It asks again each
 * second because a server that has only just begun does not listen yet.
 */
const supervisor = `
trap '' INT TERM HUP
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{ read -r _ <&3; while kill -INT $server; do sleep 1; done; } 2>/dev/null &
watch=$!
wait $server
kill -KILL $watch 2>/dev/null
`

/** The log tells of starts, stops and crashes, and never quotes a statement or a value: those are people's words. */
const silence = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}

/** Starts PostgreSQL; it may still end at once, for instance because another one serves these data. */
export function launch({ binaries, data, log, account, settings }: Launch): Server {
  const all = {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    'anteroom.started_by': process.pid,
    ...silence,
    ...settings,
  }
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const program = [join(binaries, 'bin/postgres'), '-D', dataFolderFromInside(data), ...options]
  const output = openSync(log, 'a', 0o600)
  const already = statSync(log).size
  const shell = spawn('/bin/sh', ['-c', supervisor, 'sh', ...program], {
    ...account,
    cwd: data,
    env: plainEnvironment,
    detached: true,
    stdio: ['pipe', output, output],
  })
  closeSync(output)
  const { stdin: pipe } = shell
  pipe?.on('error', () => {}) // the shell went first
  const ended = once(shell, 'exit').then(() => readFileSync(log).subarray(already).toString())
  ended.catch(() => {}) // told to whoever waits for it
  shell.unref()
  if (pipe instanceof Socket) pipe.unref()
  const stop = async () => {
    shell.ref()
    pipe?.end()
    await ended
  }
  return { ended, stop }
}

/**
 * The id of the process that started the server at `url`, nothing when none answers (yet, or any more).
 * @throws when one answers that cannot take us: we may not open its socket, or all its connections are in use
 */
export async function starterOf(url: string): Promise<number | undefined> {
  const db = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  db.on('error', () => {})
  try {
    await db.connect()
    const { rows } = await db.query<{ pid: number }>(`SELECT current_setting('anteroom.started_by')::int AS pid`)
    return rows[0]?.pid
  } catch (error) {
    if (['EACCES', '53300'].includes((error as { code?: string }).code ?? '')) throw error
    return undefined
  } finally {
    await db.end().catch(() => {})
  }
}
