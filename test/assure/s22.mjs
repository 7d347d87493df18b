import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { line, quantile } from '../bench/figures.mjs'
import { omarSignedIn } from '../bench/visitor.mjs'

const CONNECTIONS = 400
const REQUESTS = 20_000

/** S22: what eats memory, connections or time is refused, and the program answers everybody else meanwhile. */
export async function s22(stage) {
  const app = await stage.serve('app.mjs')
  const cookie = await omarSignedIn(app.url)
  const page = () => fetch(`${app.url}/portal/harbor`, { headers: { cookie } }).then(bodyOf)
  for (let warm = 0; warm < 300; warm++) await page()
  const wrong = []
  const times = []
  await app.ask('watchLag')
  let isOn = true
  const probe = (async () => {
    while (isOn) {
      const began = performance.now()
      const status = await page()
      if (status !== 200) wrong.push(`a page was answered ${status}`)
      times.push(performance.now() - began)
      await delay(10)
    }
  })()
  for (const [what, attack] of Object.entries(attacks)) {
    const said = await attack(app, cookie)
    if (said) wrong.push(`${what}: ${said}`)
  }
  isOn = false
  await probe
  const late = await app.ask('worstLag')
  const before = await app.ask('memory')
  for (let asked = 0; asked < REQUESTS; asked += 20) await Promise.all(Array.from({ length: 20 }, page))
  const grown = (await app.ask('memory')) / before
  return [
    line(
      'S22',
      'page-p99-ms',
      quantile(times, 0.99),
      '<=500',
      `${times.length} pages during ${Object.keys(attacks).join(', ')}`,
    ),
    line('S22', 'loop-delay-max-ms', late, '<=100'),
    line('S22', 'memory-grown', grown, '<=1.2', `after ${REQUESTS} requests`),
    line('S22', 'wrong-answers', wrong.length, '<=0', wrong.join('; ')),
  ]
}

const bodyOf = async (response) => (await response.arrayBuffer(), response.status)
const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }

/** Posts a body to the sign-in page. @returns what is wrong, where the status is none of these */
async function posted({ url }, body, headers, allowed) {
  const status = await fetch(`${url}/staff/sign-in`, { method: 'POST', headers, body, duplex: 'half' }).then(
    bodyOf,
    () => 'cut off',
  )
  return allowed.includes(status) ? null : `answered ${status}`
}

/** Connections that begin with some bytes and then say nothing more; each must have been closed after a while. */
async function silent({ url }, begin, seconds) {
  const { hostname, port } = new URL(url)
  const sockets = Array.from({ length: CONNECTIONS }, () => {
    const socket = connect(Number(port), hostname)
    socket
      .on('error', () => {})
      .on('data', () => {})
      .write(begin)
    return socket
  })
  const until = performance.now() + seconds * 1000
  while (sockets.some(({ closed }) => !closed) && performance.now() < until) await delay(100)
  const open = sockets.filter(({ closed }) => !closed)
  open.forEach((socket) => socket.destroy())
  return open.length ? `${open.length} of ${CONNECTIONS} connections were still open after ${seconds} s` : null
}

const started = 'POST /staff/sign-in HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\n'

const attacks = {
  '400 unfinished headers': (app) => silent(app, 'GET /staff HTTP/1.1\r\nHost: a\r\nX-', 75),
  '400 unfinished bodies': (app) =>
    silent(app, `${started}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\na=`, 75),
  '10,000 parameters': (app) =>
    posted(app, Array.from({ length: 10_000 }, (_, i) => `a${i}=1`).join('&'), form, [413, 422]),
  'objects 200 deep': (app) => posted(app, `a${'[b]'.repeat(200)}=1`, form, [422]),
  'JSON 200 deep': (app) =>
    posted(app, '['.repeat(200), { ...form, 'content-type': 'application/json' }, [422, 400, 415]),
  '100 MB in pieces': (app) => posted(app, pieces(100), form, [413, 'cut off']),
  'a header of 64 kB': async ({ url }) => {
    const status = await fetch(url, { headers: { cookie: 'a'.repeat(65_536) } }).then(bodyOf, () => 'cut off')
    return [431, 'cut off'].includes(status) ? null : `answered ${status}`
  },
}

function pieces(megabytes) {
  let left = megabytes
  return new ReadableStream({
    pull: (stream) => (left-- > 0 ? stream.enqueue(new Uint8Array(1_048_576).fill(97)) : stream.close()),
  })
}
