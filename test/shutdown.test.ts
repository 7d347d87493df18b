import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { databaseUrl } from './setup.ts'

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** One POST over a connection that is kept: the status, or the code of what went wrong. */
const post = (port: number, agent: Agent) =>
  new Promise<number | string>((done) => {
    const headers = { origin: `http://127.0.0.1:${port}`, 'content-length': 0 }
    const sent = request(
      { port, host: '127.0.0.1', path: '/staff/sign-out', method: 'POST', agent, headers },
      (answer) => {
        answer.resume()
        answer.once('end', () => done(answer.statusCode ?? 0))
      },
    )
    sent.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
    sent.end()
  })

test('a shutdown under 2,000 POSTs on kept connections breaks off none of them', async () => {
  const port = await freePort()
  const home = mkdtempSync(join(tmpdir(), 'anteroom-shutdown-'))
  const env = {
    PATH: process.env['PATH'],
    ANTEROOM_HOME: home,
    ANTEROOM_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'info',
  }
  const server = spawn(process.execPath, ['dist/src/main.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const stopped = once(server, 'exit')
  await new Promise<void>((listening) =>
    server.stdout.on('data', (said) => String(said).includes('"listening"') && listening()),
  )

  const answers = new Map<number | string, number>()
  let sent = 0
  const client = async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (let answer: number | string = 303; answer === 303;) {
      sent += 1
      if (sent === 2000) server.kill('SIGTERM')
      answer = await post(port, agent)
      answers.set(answer, (answers.get(answer) ?? 0) + 1)
    }
    agent.destroy()
  }
  await Promise.all(Array.from({ length: 20 }, client))
  expect(await stopped).toEqual([0, null])
  rmSync(home, { recursive: true, force: true })

  // each client ends where nobody listens any more: refused before anything was sent, so safe to send elsewhere
  expect([...answers.keys()].sort()).toEqual([303, 'ECONNREFUSED'])
  expect(answers.get(303)).toBeGreaterThanOrEqual(2000)
})
