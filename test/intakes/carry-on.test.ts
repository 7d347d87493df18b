import { afterEach, expect, test } from 'vitest'
import { castPassword, elm, max, omar } from '../../prisma/cast.ts'
import { now, setClock } from '../../src/platform/clock.ts'
import { minutesAfter } from '../../src/platform/time.ts'
import { Browser, portalBrowser } from '../browser.ts'
import { base, section, sendForm, storedForm } from './sent-forms.ts'

afterEach(() => setClock(() => new Date()))

/** The hidden fields of a page, by name; of one name several. */
function hiddenIn(html: string): Record<string, string[]> {
  const fields: Record<string, string[]> = {}
  for (const [, name = '', value = ''] of html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)) {
    const plain = value
      .replace(/&#3[49];|&quot;/g, '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
    fields[name] = [...(fields[name] ?? []), plain]
  }
  return fields
}

const typed = {
  full_name: 'Omar <b>Haddad</b>',
  background: 'Two lines,\nand "quotes" & more',
  access_needs: ['Larger print', 'Breaks during a visit'],
  go: 'next',
}

/** A page of the questionnaire, posted sixteen minutes after the last sign of life. */
async function postedTooLate(browser: Browser) {
  const id = await sendForm('questionnaire')
  await browser.get(section(id, 1))
  const start = now()
  setClock(() => minutesAfter(start, 16))
  return { id, page: await browser.post(section(id, 1), typed) }
}

test('a form posted after the sign-out waits in the sign-in page and goes on with the same person', async () => {
  const browser = await portalBrowser(omar)
  const { id, page } = await postedTooLate(browser)
  expect(page.status).toBe(401)
  expect(page.text).toMatch(/You were signed out to protect your privacy\. Everything up to \d+:\d\d [AP]M is saved\./)
  expect((await storedForm(id)).answers).toEqual({})

  const form = { ...hiddenIn(page.text), email: omar.email }
  const wrong = await browser.post(`${base}/forms/sign-in`, { ...form, password: 'not the right one' })
  expect(wrong.status).toBe(422)
  const back = await browser.post(`${base}/forms/sign-in`, {
    ...hiddenIn(wrong.text),
    email: omar.email,
    password: castPassword,
  })
  expect(back.status).toBe(200)
  expect(back.text).toContain('Nothing was lost.')
  expect(back.text).toContain(`action="${section(id, 1)}"`)

  const { path: _path, mark: _mark, ...fields } = hiddenIn(back.text)
  const done = await browser.post(section(id, 1), fields)
  expect(done.headers['location']).toBe(section(id, 2))
  const { full_name, background, access_needs } = typed
  expect((await storedForm(id)).answers).toEqual({ full_name, background, access_needs })
})

test('when a script has asked in between, the form still goes on', async () => {
  const browser = await portalBrowser(omar)
  const id = await sendForm('questionnaire')
  const start = now()
  setClock(() => minutesAfter(start, 20))
  expect((await browser.post(`${section(id, 1)}/draft`, { full_name: 'O' })).status).toBe(401)
  const page = await browser.post(section(id, 1), typed)
  expect(hiddenIn(page.text)['kept.full_name']).toEqual([typed.full_name])
})

test('for another person it is dropped', async () => {
  const browser = await portalBrowser(max, elm)
  const { page } = await postedTooLateAtHarbor()
  const form = { ...hiddenIn(page.text), email: max.email, password: castPassword }
  const other = await browser.post('/portal/elm/forms/sign-in', form)
  expect(other.status).toBe(303)
  expect(other.headers['location']).toBe('/portal/elm')
  expect(other.text).not.toContain('Haddad')
})

const postedTooLateAtHarbor = async () => postedTooLate(await portalBrowser(omar))

test('a mark that was made up, or made for another page, carries nothing', async () => {
  const { page } = await postedTooLateAtHarbor()
  const elsewhere = section(await sendForm('questionnaire'), 1)
  const hidden = hiddenIn(page.text)
  for (const change of [{ mark: 'A'.repeat(43) }, { mark: '' }, { path: elsewhere }]) {
    const browser = new Browser()
    const form = { ...hidden, ...change, email: omar.email, password: castPassword }
    expect((await browser.post(`${base}/forms/sign-in`, form)).headers['location']).toBe(base)
  }
  const foreign = { ...hidden, path: 'https://elsewhere.example/', email: omar.email, password: castPassword }
  expect((await new Browser().post(`${base}/forms/sign-in`, foreign)).status).toBe(404)
})

test('who was never signed in is asked to sign in, and nothing is carried', async () => {
  const id = await sendForm('questionnaire')
  const answer = await new Browser().post(section(id, 1), typed)
  expect(answer.status).toBe(303)
  expect(answer.headers['location']).toBe(`${base}/sign-in`)
})

test('a page asked for after the sign-out says why, once', async () => {
  const browser = await portalBrowser(omar)
  const start = now()
  setClock(() => minutesAfter(start, 16))
  const asked = await browser.get(`${base}/forms`)
  expect((await browser.follow(asked)).text).toContain('You were signed out to protect your privacy. Everything up to')
  expect((await browser.follow(await browser.get(`${base}/forms`))).text).not.toContain('You were signed out')
})
