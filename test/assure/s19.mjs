import { setTimeout as delay } from 'node:timers/promises'
import { line } from '../bench/figures.mjs'
import { omarSignedIn, post } from '../bench/visitor.mjs'

const KILLS = 200
/** Milliseconds of submitting before the power goes, at most. */
const LIFE = 1000

/** S19: the program is killed at random moments while forms are submitted; nothing acknowledged is lost, nothing is half there. */
export async function s19(stage) {
  const acknowledged = []
  const asked = []
  let app = await stage.serve('app.mjs')
  const cookie = await omarSignedIn(app.url)
  for (let kill = 0; kill < KILLS; kill++) {
    const dying = delay(Math.random() * LIFE).then(() => app.close())
    // what is asked of the dead is never answered
    await Promise.race([dying, submitted(app, cookie, asked, acknowledged).catch(() => dying)])
    app = await stage.serve('app.mjs')
  }
  const began = performance.now()
  await app.ask('pdfsLeft')
  const healed = (performance.now() - began) / 1000
  const { forms, submissions, mails } = await app.ask('submissions')
  const whole = new Set(forms.filter(isWhole).map(({ id }) => id))
  const lost = acknowledged.filter((id) => !whole.has(id))
  const half = forms.filter((form) => form.sent + form.records + form.events + form.pdfs > 0 && !isWhole(form))
  const more = `${KILLS} kills, ${asked.length} submissions begun, ${acknowledged.length} acknowledged`
  return [
    line('S19', 'acknowledged', acknowledged.length, '>=50'),
    line('S19', 'lost', lost.length, '<=0', more),
    line(
      'S19',
      'half-or-twice',
      half.length,
      '<=0',
      half[0] ? JSON.stringify(half[0]) : `${forms.length} forms looked at`,
    ),
    line('S19', 'mails-beside', Math.abs(mails - submissions), '<=0', `${mails} of ${submissions} submissions`),
    line('S19', 'healed-seconds', healed, '<=60', 'until every PDF stood'),
  ]
}

const isWhole = ({ sent, records, events, pdfs }) => sent === 1 && records === 1 && events === 1 && pdfs === 1

/** Signs and submits one form after the other, for as long as the program lives. */
async function submitted(app, cookie, asked, acknowledged) {
  for (;;) {
    const { id } = await app.ask('newForm', { key: 'consent', state: 'signed' })
    asked.push(id)
    const { status } = await post(`${app.url}/portal/harbor/forms/submission`, {}, cookie)
    if (status === 303) acknowledged.push(id)
  }
}
