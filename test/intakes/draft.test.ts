import { expect, test } from 'vitest'
import { cleo, max, elm, omar } from '../../prisma/cast.ts'
import { now, setClock } from '../../src/platform/clock.ts'
import { minutesAfter } from '../../src/platform/time.ts'
import { Browser, portalBrowser } from '../browser.ts'
import { base, eventsAbout, putInto, section, sendForm, storedForm } from './sent-forms.ts'

const omarsBrowser = await portalBrowser(omar)
const draft = (id: string, number = 1) => `${section(id, number)}/draft`

test('what is typed is saved by itself, and the answer says when', async () => {
  const id = await sendForm('questionnaire')
  const saved = await omarsBrowser.post(draft(id), { full_name: 'Om', date_of_birth: '19' })
  expect(saved.status).toBe(200)
  expect(saved.body).toEqual({ savedAt: expect.stringMatching(/^\d+:\d\d [AP]M$/) as string })
  expect(await storedForm(id)).toMatchObject({
    state: 'in_progress',
    reached: 0,
    answers: { full_name: 'Om', date_of_birth: '19' },
  })
})

test('drafts that follow each other closely leave one line in the audit', async () => {
  const id = await sendForm('questionnaire')
  for (const full_name of ['O', 'Om', 'Oma', 'Omar']) await omarsBrowser.post(draft(id), { full_name })
  expect(await eventsAbout(id)).toEqual(['intake.saved'])
})

test('a draft leaves the answers of other pages alone', async () => {
  const id = await sendForm('questionnaire')
  await omarsBrowser.post(section(id, 1), { full_name: 'Omar', go: 'next' })
  await omarsBrowser.post(draft(id, 2), { phone: '512' })
  expect((await storedForm(id)).answers).toEqual({ full_name: 'Omar', phone: '512' })
})

test('what cannot be kept is said, and nothing changes', async () => {
  const id = await sendForm('questionnaire')
  const refused = await omarsBrowser.post(draft(id), { full_name: 'x'.repeat(10_001) })
  expect(refused.status).toBe(422)
  expect(refused.body).toEqual({ error: 'Please use at most 10,000 characters.' })
  expect(await storedForm(id)).toMatchObject({ state: 'sent', answers: {} })
})

test('a form that was submitted takes no draft', async () => {
  const id = await sendForm('questionnaire')
  await putInto(id, 'submitted')
  const refused = await omarsBrowser.post(draft(id), { full_name: 'Omar' })
  expect(refused.status).toBe(422)
  expect(refused.body).toEqual({ error: 'This form has already been sent to the practice. Nothing more is needed.' })
})

test('without a session a draft is refused in a way the page understands', async () => {
  const id = await sendForm('questionnaire')
  const refused = await new Browser().post(draft(id), { full_name: 'Omar' })
  expect(refused.status).toBe(401)
  expect(refused.body).toHaveProperty('error')
  expect((await storedForm(id)).answers).toEqual({})
})

test('another client and another practice find no form to draft in', async () => {
  const cleos = await sendForm('questionnaire', cleo)
  const omars = await sendForm('questionnaire')
  const maxsBrowser = await portalBrowser(max, elm)
  expect((await omarsBrowser.post(draft(cleos), { full_name: 'Omar' })).status).toBe(404)
  expect((await maxsBrowser.post(`/portal/elm/forms/${omars}/sections/1/draft`, { full_name: 'Max' })).status).toBe(404)
  expect((await storedForm(omars)).answers).toEqual({})
})

test('a draft is activity: who goes on typing is not signed out', async () => {
  const id = await sendForm('questionnaire')
  const browser = await portalBrowser(omar)
  const start = now()
  try {
    for (const minutes of [10, 20, 30]) {
      setClock(() => minutesAfter(start, minutes))
      expect((await browser.post(draft(id), { full_name: `typed at ${minutes}` })).status).toBe(200)
    }
    expect((await browser.post(`${base}/session`)).body).toEqual({ kept: true })
    setClock(() => minutesAfter(start, 44))
    expect((await browser.get(`${base}/forms`)).status).toBe(200)
    setClock(() => minutesAfter(start, 60))
    expect((await browser.post(`${base}/session`)).status).toBe(401)
  } finally {
    setClock(() => new Date())
  }
})
