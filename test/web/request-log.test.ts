import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../catalogue.ts'
import { startServer, type OwnServer } from '../own-server.ts'

let server: OwnServer

beforeAll(async () => {
  server = await startServer()
})

afterAll(async () => void (await server.stop()))

interface Line {
  request?: string
  method?: string
  path?: string
  status?: number
  took?: number
  msg?: string
}

/** The log's lines about requests for a path, once there are any. */
async function linesAbout(path: string): Promise<Line[]> {
  const lines = () =>
    server
      .said()
      .split('\n')
      .filter((line) => line.includes(`"path":"${path}"`))
      .map((line) => JSON.parse(line) as Line)
  await expect.poll(lines).not.toEqual([])
  return lines()
}

test('each request leaves one line: way, path, status and time, without what was asked or sent', async () => {
  const sent = { method: 'POST', body: new URLSearchParams({ email: 'zqwritten@mail.example', password: 'zqwritten' }) }
  const headers = { 'sec-fetch-site': 'same-origin', 'user-agent': 'zqbrowser' }
  expect((await fetch(`${server.url}/staff/sign-in?from=zqasked`, { ...sent, headers })).status).toBe(422)
  const lines = await linesAbout('/staff/sign-in')
  expect(lines).toEqual([expect.objectContaining({ method: 'POST', status: 422, msg: 'answered' })])
  expect(lines[0]?.took).toBeGreaterThanOrEqual(0)
  expect(server.said()).not.toMatch(/zq/)
})

test('a failure is found by the reference that its page names', async () => {
  await ask('alter table organizations rename to organizations_away')
  const answer = await fetch(`${server.url}/portal/harbor/sign-in`)
  await ask('alter table organizations_away rename to organizations')
  expect(answer.status).toBe(500)
  const [line] = await linesAbout('/portal/harbor/sign-in')
  expect(line).toMatchObject({ status: 500, method: 'GET' })
  expect(await answer.text()).toContain(line?.request)
})
