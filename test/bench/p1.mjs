import autocannon from 'autocannon'
import { line, median } from './figures.mjs'
import { spent } from './stage.mjs'
import { omarSignedIn } from './visitor.mjs'

const ROUNDS = 5
const CONNECTIONS = 32

/** P1: the signed-in client's home, beside a page of a list that a session and one query make. */
export async function p1(stage) {
  const [floor, app] = [await stage.serve('floor.mjs'), await stage.serve('app.mjs')]
  for (const key of ['questionnaire', 'consent', 'notice']) await app.ask('newForm', { key, state: 'sent' })
  const sides = [
    { server: floor, path: '/', cookie: 'sid=bench', rounds: [] },
    { server: app, path: '/portal/harbor', cookie: await omarSignedIn(app.url), rounds: [] },
  ]
  // until the engine has compiled what runs: a program that serves a practice has been up for longer than this
  for (const side of sides) await load(side, 8)
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of sides) side.rounds.push(await load(side, 2))
  }
  const [bare, ours] = sides.map(({ rounds }) => ({
    rate: median(rounds.map(({ rate }) => rate)),
    cpu: median(rounds.map(({ cpu }) => cpu)),
    bytes: rounds[0].bytes,
  }))
  const more = `${ours.rate.toFixed(0)} req/s of ${bare.rate.toFixed(0)}, CPU ${ours.cpu.toFixed(0)} us/request of ${bare.cpu.toFixed(0)}, page ${ours.bytes} of ${bare.bytes} bytes`
  return [line('P1', 'ratio', ours.rate / bare.rate, '>=0.50', more)]
}

async function load({ server, path, cookie }, duration) {
  const before = await server.ask('cpu')
  const answer = await autocannon({ url: server.url + path, connections: CONNECTIONS, duration, headers: { cookie } })
  const after = await server.ask('cpu')
  const { total } = answer.requests
  if (answer.non2xx || answer.errors || !total)
    throw new Error(`${path}: ${answer.non2xx} were not 200, ${answer.errors} failed`)
  return {
    rate: total / answer.duration,
    cpu: spent(before, after) / total,
    bytes: Math.round(answer.throughput.total / total),
  }
}
