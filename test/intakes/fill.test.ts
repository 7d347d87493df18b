import { describe, expect, test } from 'vitest'
import { cleo, elm, harbor, max, omar, theo } from '../../prisma/cast.ts'
import { Browser, portalBrowser, staffBrowser } from '../browser.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { base, eventsAbout, section, sendForm, storedForm } from './sent-forms.ts'

const omarsBrowser = await portalBrowser(omar)

test('a client opens a form, fills in a page, and is led to the next', async () => {
  const id = await sendForm('questionnaire')
  const start = await omarsBrowser.get(`${base}/forms/${id}`)
  expect(start.headers['location']).toBe(section(id, 1))
  const page = await omarsBrowser.follow(start)
  expect(page.status).toBe(200)
  expect(page.text).toContain('About you, step 1 of 11')
  expect(page.text).toContain('You can stop at any time.')
  expect(await storedForm(id)).toMatchObject({ state: 'viewed', reached: 0, answers: {} })

  const answers = { full_name: 'Omar Haddad', access_needs: ['Larger print', 'Breaks during a visit'] }
  const next = await omarsBrowser.post(section(id, 1), { ...answers, pronouns: '', go: 'next' })
  expect(next.headers['location']).toBe(section(id, 2))
  expect(await storedForm(id)).toMatchObject({ state: 'in_progress', reached: 1, answers })
  expect(await eventsAbout(id)).toEqual(['intake.viewed', 'intake.saved'])
})

test('one ticked box of several is kept as a list, and the rows of a matrix under its own key', async () => {
  const id = await sendForm('questionnaire')
  await omarsBrowser.post(section(id, 1), { full_name: 'Omar', access_needs: 'Larger print', go: 'next' })
  await omarsBrowser.post(section(id, 2), { phone: '512 555 0132', go: 'next' })
  await omarsBrowser.post(section(id, 3), { lately_sleep: 'Hard', weight_on_life: '7', go: 'save' })
  const { answers } = await storedForm(id)
  expect(answers).toMatchObject({
    access_needs: ['Larger print'],
    lately: { lately_sleep: 'Hard' },
    weight_on_life: '7',
  })
  const again = await omarsBrowser.get(section(id, 3))
  expect(again.text).toMatch(/name="lately_sleep" value="Hard" checked/)
  expect(again.text).toMatch(/name="weight_on_life" value="7" checked/)
})

test('Save keeps what is unfinished or wrong as typed, and on another device it is there', async () => {
  const id = await sendForm('questionnaire')
  await omarsBrowser.post(section(id, 1), { full_name: 'Omar', go: 'next' })
  const saved = await omarsBrowser.post(section(id, 2), { phone: '512 not ready', go: 'save' })
  expect(saved.headers['location']).toBe(section(id, 2))

  const phone = await portalBrowser(omar)
  const resumed = await phone.get(`${base}/forms/${id}`)
  expect(resumed.headers['location']).toBe(section(id, 2))
  const page = await phone.follow(resumed)
  expect(page.text).toContain('value="512 not ready"')
  expect(page.text).toMatch(/Saved \d+:\d\d [AP]M\. You can stop at any time\./)
})

test('Back saves and goes back; pages not reached yet lead to the first unfinished one', async () => {
  const id = await sendForm('questionnaire')
  await omarsBrowser.post(section(id, 1), { full_name: 'Omar', go: 'next' })
  const back = await omarsBrowser.post(section(id, 2), { emergency_name: 'Layla', go: 'back' })
  expect(back.headers['location']).toBe(section(id, 1))
  expect((await storedForm(id)).answers).toMatchObject({ emergency_name: 'Layla' })
  const ahead = await omarsBrowser.get(section(id, 5))
  expect(ahead.headers['location']).toBe(section(id, 2))
})

describe('what is refused on the server, with everything typed kept', () => {
  test.each([
    ['a needed answer left open', 1, { full_name: '' }, 'Please answer this question.'],
    [
      'an option nobody offered',
      1,
      { full_name: 'O', access_needs: 'A pony' },
      'Please choose one of the answers offered.',
    ],
    ['a day that is none', 1, { full_name: 'O', date_of_birth: '1984-02-31' }, 'Enter a date as year'],
    ['a phone number with words', 2, { phone: 'call me' }, 'Enter a phone number with area code'],
    ['more than 10,000 characters', 1, { full_name: 'O', background: 'a'.repeat(10_001) }, 'at most 10,000 characters'],
    ['a NUL', 1, { full_name: 'O\0mar' }, 'a character that cannot be kept'],
    ['a field the page does not have', 1, { full_name: 'O', role: 'administrator' }, 'a field we do not know'],
  ])('%s', async (_what, number, form, sentence) => {
    const id = await sendForm('questionnaire')
    if (number === 2) await omarsBrowser.post(section(id, 1), { full_name: 'Omar', go: 'next' })
    const { reached } = await storedForm(id)
    const refused = await omarsBrowser.post(section(id, number), { ...(form as Record<string, string>), go: 'next' })
    expect(refused.text).toContain(sentence)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('<title>Error: ')
    expect((await storedForm(id)).reached).toBe(reached)
  })
})

test('every error is listed at the top and beside its field', async () => {
  const id = await sendForm('questionnaire')
  const form = { full_name: '', date_of_birth: 'soon', pronouns: 'she', go: 'next' }
  const { text } = await omarsBrowser.post(section(id, 1), form)
  expect(text).toContain('<a href="#q-full_name">Your full name: Please answer this question.</a>')
  expect(text).toContain('href="#q-date_of_birth"')
  expect(text).toContain('id="q-full_name-error"')
  expect(text).toContain('value="she"')
})

test('an answer of 10,000 characters is kept to the last', async () => {
  const id = await sendForm('questionnaire')
  const background = 'ü'.repeat(10_000)
  await omarsBrowser.post(section(id, 1), { full_name: 'Omar', background, go: 'next' })
  expect((await storedForm(id)).answers).toMatchObject({ background })
})

test('answers lie encrypted in the database', async () => {
  const id = await sendForm('questionnaire')
  await omarsBrowser.post(section(id, 1), { full_name: 'A name nobody else has', go: 'save' })
  const where = { organizationId_id: { organizationId: harbor.id, id } }
  const { answers } = await inOrganization(omar, (tx) => tx.intake.findUniqueOrThrow({ where }))
  expect(answers?.length).toBeGreaterThan(20)
  expect(Buffer.from(answers ?? []).includes('A name nobody else has')).toBe(false)
})

describe('the text of the practice in an emergency', () => {
  test.each([
    [3, true],
    [2, false],
  ])('section %i: %s', async (number, isShown) => {
    const id = await sendForm('questionnaire')
    await omarsBrowser.post(section(id, 1), { full_name: 'Omar', go: 'next' })
    await omarsBrowser.post(section(id, 2), { phone: '512 555 0132', go: 'next' })
    const { text } = await omarsBrowser.get(section(id, number))
    expect(text.includes('If this is hard right now')).toBe(isShown)
  })
})

test('whom a form is none of their business finds nothing', async () => {
  const id = await sendForm('questionnaire')
  const maxsBrowser = await portalBrowser(max, elm)
  const theosBrowser = await staffBrowser(theo)
  expect((await maxsBrowser.get(`/portal/elm/forms/${id}/sections/1`)).status).toBe(404)
  expect((await maxsBrowser.post(`/portal/elm/forms/${id}/sections/1`, { full_name: 'Max', go: 'next' })).status).toBe(
    404,
  )
  expect((await omarsBrowser.get(section('not-an-id', 1))).status).toBe(404)
  expect((await omarsBrowser.get(section(id, 11))).status).toBe(404)
  expect((await new Browser().get(section(id, 1))).headers['location']).toBe(`${base}/sign-in`)
  expect((await theosBrowser.get(section(id, 1))).status).toBe(303)
  expect(await storedForm(id)).toMatchObject({ state: 'sent', answers: {} })
})

test('a form sent to another client of the same practice is not there', async () => {
  const id = await sendForm('questionnaire', cleo)
  expect((await omarsBrowser.get(`${base}/forms/${id}`)).status).toBe(404)
  expect((await omarsBrowser.post(section(id, 1), { full_name: 'Omar', go: 'save' })).status).toBe(404)
  expect(await storedForm(id)).toMatchObject({ state: 'sent', answers: {} })
})
