import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { line, median } from './figures.mjs'
import { freePort } from './stage.mjs'

const ROUNDS = 5
const IDLE = 2_000
const program = (path) => join(import.meta.dirname, path)

/** P9: from nothing to the first page, and memory at rest, beside the least that answers over Express, EJS and Prisma. */
export async function p9(stage) {
  const prepared = await stage.serve('app.mjs')
  await prepared.close()
  const sides = [
    { path: program('prisma-floor.mjs'), page: '/', rounds: [] },
    { path: program('../../dist/src/main.js'), page: '/staff/sign-in', rounds: [] },
  ]
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of sides) side.rounds.push(await coldStart(stage, side))
  }
  const [floor, ours] = sides.map(({ rounds }) => ({
    start: median(rounds.map(({ start }) => start)),
    rss: median(rounds.map(({ rss }) => rss)),
  }))
  return [
    line('P9', 'start', ours.start / floor.start, '<=2', `${ours.start.toFixed(0)} ms of ${floor.start.toFixed(0)} ms`),
    line('P9', 'rss', ours.rss / floor.rss, '<=1.4', `${ours.rss.toFixed(0)} MB of ${floor.rss.toFixed(0)} MB`),
    'P9 install skipped (time it by hand: npm ci --omit=dev, goal <=30 s warm)',
  ]
}

async function coldStart(stage, { path, page }) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = stage.environment({ PORT: String(port), NODE_ENV: 'development', ANTEROOM_URL: url })
  const began = performance.now()
  const child = spawn(process.execPath, [path], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const exit = once(child, 'exit')
  try {
    await answers(url + page, child)
    const start = performance.now() - began
    await delay(IDLE)
    const rss = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024
    return { start, rss }
  } finally {
    child.kill('SIGKILL')
    await exit
  }
}

async function answers(url, child) {
  for (;;) {
    const status = await fetch(url).then(
      async (response) => (await response.arrayBuffer(), response.status),
      () => 0,
    )
    if (status === 200) return
    if (status || child.exitCode !== null) throw new Error(`${url} answered ${status}`)
    await delay(20)
  }
}
