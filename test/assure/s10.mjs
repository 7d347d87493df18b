import { setTimeout as delay } from 'node:timers/promises'
import { castPassword, omar, theo } from '../../dist/prisma/cast.js'
import { line, median, quantile } from '../bench/figures.mjs'
import { omarSignedIn, post } from '../bench/visitor.mjs'

const PAIRS = 400
const PAUSE = 70
const FLOOD_CONNECTIONS = 32
const PAGES = 200
const wrong = 'a violet teapot on the stairs'

/** Where somebody could find out by the clock whether there is an account, and an address that has one. */
const sites = { '/staff': theo.email, '/portal/harbor': omar.email }

/** S10: whether an account is there shows in no time, and a flood of sign-ins holds up nobody who is in. */
export async function s10(stage) {
  const app = await stage.serve('app.mjs', { TRUST_PROXY: '1' })
  const lines = []
  for (const [site, known] of Object.entries(sites)) {
    const times = await paired(app, `${app.url}${site}/sign-in`, known)
    const apart = Math.abs(median(times.known) - median(times.unknown))
    lines.push(
      line('S10', 'apart-ms', apart, '<=5', `${site}: medians of ${PAIRS} pairs, known and unknown`),
      line('S10', 'by-chance', sameByChance(times.known, times.unknown), '>=0.01', 'rank test of the same two samples'),
    )
  }
  const flood = await flooded(app, `${app.url}/portal/harbor/sign-in`)
  const more = `${FLOOD_CONNECTIONS} connections, ${PAGES} pages`
  return [...lines, line('S10', 'flood-page-p99-ms', quantile(flood, 0.99), '<=300', more)]
}

/** Milliseconds of wrong passwords for an address that has an account and for ones that have none. */
async function paired(app, signIn, email) {
  const times = { known: [], unknown: [] }
  for (let pair = -20; pair < PAIRS; pair++) {
    await app.ask('forgetTries')
    const emails = { known: email, unknown: `nobody-${pair}@mail.example` }
    // which comes first changes from pair to pair
    const sides = pair % 2 ? ['known', 'unknown'] : ['unknown', 'known']
    for (const side of sides) {
      await delay(PAUSE) // what was left for after the answer is done by then
      const began = performance.now()
      const { status } = await post(signIn, { email: emails[side], password: wrong })
      if (status !== 422) throw new Error(`a wrong password was answered ${status}`)
      if (pair >= 0) times[side].push(performance.now() - began)
    }
  }
  return times
}

/** Milliseconds of pages of somebody who is in, while others try passwords as fast as they can. */
async function flooded(app, signIn) {
  await app.ask('forgetTries')
  const cookie = await omarSignedIn(app.url)
  let isOn = true
  const attackers = Array.from({ length: FLOOD_CONNECTIONS }, async (_, number) => {
    for (let tried = 0; isOn; tried++) {
      const from = { 'x-forwarded-for': `10.1.${number}.${tried % 250}` }
      await post(signIn, { email: `${number}-${tried}@mail.example`, password: castPassword }, '', from)
    }
  })
  const times = []
  for (let asked = -20; asked < PAGES; asked++) {
    const began = performance.now()
    const response = await fetch(`${app.url}/portal/harbor`, { headers: { cookie } })
    await response.arrayBuffer()
    if (response.status !== 200) throw new Error(`a page was answered ${response.status} during the flood`)
    if (asked >= 0) times.push(performance.now() - began)
  }
  isOn = false
  await Promise.all(attackers)
  return times
}

/** How often two samples of one kind would differ as much: Mann and Whitney's rank test, two-sided, by its normal approximation. */
function sameByChance(one, other) {
  const all = [...one.map((value) => [value, 1]), ...other.map((value) => [value, 0])].sort(([a], [b]) => a - b)
  const ranks = all.reduce((sum, [, isOne], index) => sum + isOne * (index + 1), 0)
  const u = ranks - (one.length * (one.length + 1)) / 2
  const mean = (one.length * other.length) / 2
  const deviation = Math.sqrt((one.length * other.length * (one.length + other.length + 1)) / 12)
  return 2 * (1 - normal(Math.abs(u - mean) / deviation))
}

/** The share of a normal distribution below z >= 0: Abramowitz and Stegun 26.2.17, within 1e-7. */
function normal(z) {
  const t = 1 / (1 + 0.2316419 * z)
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series
}
