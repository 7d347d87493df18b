import { paced } from './crowd.mjs'
import { line, quantile } from './figures.mjs'
import { omarSignedIn } from './visitor.mjs'

const OFFERED = 200
const PROBED = 40
const SECONDS = 10

/** P8: pages of those who are in, while 200 sign-ins a second are offered, beside the same pages in the calm. */
export async function p8(stage) {
  const app = await stage.serve('app.mjs', { TRUST_PROXY: '1' })
  const crowd = await stage.serve('crowd.mjs')
  const page = { url: `${app.url}/portal/harbor`, cookie: await omarSignedIn(app.url) }
  // until the engine has compiled what runs
  await measured(app, page, crowd)
  const bare = await app.ask('hashesASecond')
  const calm = await measured(app, page)
  const storm = await measured(app, page, crowd)
  const turnedAway = storm.answers.filter(({ status }) => status === 429)
  const checked = storm.answers.filter(({ status }) => status === 422)
  const lost = storm.answers.length - turnedAway.length - checked.length
  const silent = turnedAway.filter(({ retryAfter }) => !retryAfter).length
  const p99 = `p99 ${storm.page.toFixed(1)} ms of ${calm.page.toFixed(1)} ms`
  return [
    line('P8', 'page', storm.page / calm.page, '<=1.5', p99),
    line('P8', 'loop', storm.lag, '<=20', `event loop lag p99 in ms; ${calm.lag.toFixed(1)} in the calm`),
    line(
      ...['P8', 'checked', checked.length / SECONDS / bare, '>=0.8'],
      `${(checked.length / SECONDS).toFixed(0)} a second of ${bare.toFixed(0)} bare hashes`,
    ),
    line(
      'P8',
      'unanswered',
      lost + silent,
      '<=0',
      `${turnedAway.length} of ${storm.answers.length} got 429, Retry-After`,
    ),
  ]
}

/** What a page takes (p99, ms) and how late the event loop is (p99, ms), with a crowd that signs in or without. */
async function measured(app, { url, cookie }, crowd) {
  await app.ask('lag')
  const times = []
  const pages = paced(PROBED, SECONDS, async () => {
    const began = performance.now()
    const response = await fetch(url, { headers: { cookie } })
    await response.arrayBuffer()
    if (response.status !== 200) throw new Error(`a page answered ${response.status}`)
    times.push(performance.now() - began)
  })
  const storm = { url: app.url, aSecond: OFFERED, seconds: SECONDS }
  const signIns = crowd ? crowd.ask('signIn', storm) : []
  const [answers] = await Promise.all([signIns, pages])
  return { answers, page: quantile(times, 0.99), lag: await app.ask('lag') }
}
