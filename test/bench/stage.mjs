import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../dist/src/platform/embedded-postgres.js'

/** A folder and a PostgreSQL of its own, on which servers are started, each in its own process. */
export async function openStage() {
  const folder = mkdtempSync(join(tmpdir(), 'anteroom-bench-'))
  const postgres = await startEmbeddedPostgres(folder)
  const children = new Set()

  /** Starts one of the programs here; it says when it is ready. */
  async function serve(program, more = {}) {
    const port = await freePort()
    const env = environment({ PORT: String(port), ...more })
    const child = fork(join(import.meta.dirname, program), { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    children.add(child)
    const server = { url: `http://127.0.0.1:${port}`, ask: asker(child), close: () => ended(child) }
    child.once('exit', () => children.delete(child))
    await Promise.race([
      server.ask('ready'),
      once(child, 'exit').then(([code]) => Promise.reject(new Error(`${program} ended with ${code}`))),
    ])
    return server
  }

  const environment = (more) => ({
    ...process.env,
    NODE_ENV: 'production',
    LOG_LEVEL: 'info',
    DATABASE_URL: postgres.url,
    ANTEROOM_HOME: folder,
    ...more,
  })
  const closeServers = () => Promise.all([...children].map(ended))
  const close = async () => {
    await closeServers()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { databaseUrl: postgres.url, environment, serve, closeServers, close }
}

/** Asks a child by name and waits for its answer. */
function asker(child) {
  let asked = 0
  return (what, given) => {
    const id = (asked += 1)
    return new Promise((resolve, reject) => {
      const listen = (message) => {
        if (message.id !== id) return
        child.off('message', listen)
        if (message.error) reject(new Error(message.error))
        else resolve(message.answer)
      }
      child.on('message', listen)
      child.send({ id, what, given })
    })
  }
}

/** The child's side: what it answers, by name. Beside these it tells its processor time. */
export function answerWith(answers) {
  const all = { ready: () => true, cpu: () => process.cpuUsage(), ...answers }
  process.on('message', async ({ id, what, given }) => {
    try {
      process.send({ id, answer: await all[what](given) })
    } catch (error) {
      process.send({ id, error: error.message })
    }
  })
  process.on('disconnect', () => process.exit())
}

async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

/** A port nobody listens on. */
export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  await new Promise((closed) => probe.close(closed))
  return port
}

/** Microseconds of processor time between two answers of `cpu`. */
export const spent = (before, after) => after.user + after.system - before.user - before.system
