import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseUrl } from './setup.ts'

/** The keys this suite's own process works with, so that both open the same ciphertexts and sessions. */
export const keys = {
  MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  SESSION_SECRET: 'session secret of the tests, which nobody should find anywhere',
}

/** The built program in a process of its own, on the database of this test file. */
export interface OwnServer {
  url: string
  port: number
  /** What it has written so far: its log and whatever else. */
  said: () => string
  /** Its state folder. */
  home: string
  /** Ends it as an administrator does, and waits; the code or signal it ended with. */
  stop: () => Promise<number | string>
  /** Ends it as a power cut does, and waits. */
  kill: () => Promise<number | string>
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

/** Starts the program and waits until it listens. @throws what it said, where it ended instead */
export async function startServer(given: Record<string, string> = {}): Promise<OwnServer> {
  const port = Number(given['PORT'] ?? (await freePort()))
  const home = mkdtempSync(join(tmpdir(), 'anteroom-server-'))
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...{ PATH: process.env['PATH'], TZ: process.env['TZ'], ANTEROOM_HOME: home, PORT: String(port), ANTEROOM_URL: url },
    ...{ DATABASE_URL: databaseUrl, LOG_LEVEL: 'info', TRUST_PROXY: '1', ...keys, ...given },
  }
  const child = spawn(process.execPath, ['dist/src/main.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit').then(([code, signal]) => {
    rmSync(home, { recursive: true, force: true })
    return (code ?? signal) as number | string
  })
  let said = ''
  const listening = new Promise<void>((listens) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => {
        said += part.toString()
        if (said.includes('"listening"')) listens()
      })
    }
  })
  await Promise.race([listening, ended.then(() => Promise.reject(new Error(`the server ended: ${said}`)))])
  return { url, port, home, said: () => said, stop: () => end(child, 'SIGTERM'), kill: () => end(child, 'SIGKILL') }

  function end(process: ChildProcess, signal: NodeJS.Signals) {
    process.kill(signal)
    return ended
  }
}
