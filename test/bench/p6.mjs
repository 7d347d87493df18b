import { setTimeout as delay } from 'node:timers/promises'
import { line, quantile } from './figures.mjs'
import { omarSignedIn, timedPost } from './visitor.mjs'

const DOCUMENTS = 20
const RENDERINGS = 8
const sixty = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`q${i}`, 'Some words of an answer']))

/** P6: submitting a signed questionnaire, beside saving a page of it and a bare form; its PDF; what a PDF costs. */
export async function p6(stage) {
  const [floor, app] = [await stage.serve('floor.mjs'), await stage.serve('app.mjs')]
  const cookie = await omarSignedIn(app.url)
  const forms = `${app.url}/portal/harbor/forms`
  const draft = await app.ask('newForm', { key: 'questionnaire', state: 'in_progress' })
  const times = { submit: [], save: [], bare: [], ready: [] }
  const saved = (round) => ({ ...Object.fromEntries(draft.fields.map((key) => [key, `Answer ${round}`])), go: 'save' })

  for (let round = -1; round < DOCUMENTS; round++) {
    const { id } = await app.ask('newForm', { key: 'questionnaire', state: 'signed' })
    const submit = await timedPost(`${forms}/submission`, {}, cookie)
    const ready = await readyAfter(app, id)
    const save = await timedPost(`${forms}/${draft.id}/sections/1`, saved(round), cookie)
    const bare = await timedPost(`${floor.url}/form`, sixty)
    // the first round compiles, connects and starts the thread that renders
    if (round < 0) continue
    for (const [what, ms] of Object.entries({ submit, ready, save, bare })) times[what].push(ms)
  }
  const p95 = Object.fromEntries(Object.entries(times).map(([what, all]) => [what, quantile(all, 0.95)]))
  const cpu = await app.ask('renderings', RENDERINGS)
  const perSecond = (each) => (1e6 / each).toFixed(1)
  return [
    line(
      'P6',
      'submit/save',
      p95.submit / p95.save,
      '<=2',
      `p95 ${ms(p95.submit)} of ${ms(p95.save)}; bare form ${ms(p95.bare)}`,
    ),
    line('P6', 'pdf-ready-p95-seconds', p95.ready / 1000, '<=1', `idle, ${DOCUMENTS} documents, one after another`),
    line(
      'P6',
      'docs/s/core',
      cpu.floor / cpu.ours,
      '>=0.70',
      `${perSecond(cpu.ours)} of ${perSecond(cpu.floor)} by the bare library with the same words and fonts, ${cpu.pages} pages`,
    ),
  ]
}

const ms = (value) => `${value.toFixed(1)} ms`

/** Milliseconds until the PDF of a form stands, looked for every few. */
async function readyAfter(app, intakeId) {
  const began = performance.now()
  while ((await app.ask('madeAt', intakeId)) === null) {
    if (performance.now() - began > 30_000) throw new Error('no PDF came within 30 seconds')
    await delay(5)
  }
  return performance.now() - began
}
