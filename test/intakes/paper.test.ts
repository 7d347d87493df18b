import { expect, test } from 'vitest'
import { ada, cleo, elm, eve, max, ofra, omar, theo } from '../../prisma/cast.ts'
import { portalBrowser, staffBrowser } from '../browser.ts'
import { linkIn, useMailbox } from '../mail.ts'
import { base, eventsAbout, putInto, section, sendForm, storedForm } from './sent-forms.ts'

const mailbox = useMailbox()
const omarsBrowser = await portalBrowser(omar)
const paper = (id: string) => `${base}/forms/${id}/paper`

test('"I prefer paper" saves what was typed and asks before anything else happens', async () => {
  const id = await sendForm('questionnaire')
  const asked = await omarsBrowser.post(section(id, 1), { full_name: 'Om', go: 'paper' })
  expect(asked.headers['location']).toBe(paper(id))
  expect((await omarsBrowser.follow(asked)).text).toContain('Would you like this form on paper?')
  expect(await storedForm(id)).toMatchObject({ state: 'in_progress', answers: { full_name: 'Om' } })
})

test('who prefers paper gets a blank form to print, and the office hears that something waits', async () => {
  const id = await sendForm('questionnaire')
  const done = await omarsBrowser.post(paper(id))
  const page = await omarsBrowser.follow(done)
  expect(page.text).toContain('You asked for this form on paper')
  expect(await storedForm(id)).toMatchObject({ state: 'paper' })
  expect(await eventsAbout(id)).toEqual(['intake.paper-preferred'])

  for (const person of [ada, ofra]) {
    const [mail] = await mailbox.to(person.email)
    expect(mail?.subject).toBe('A form is wanted on paper')
    expect(mail?.text).not.toMatch(/Omar|Haddad|Questionnaire/)
    expect(linkIn(mail)).toBe(`/staff/clients/${omar.id}`)
  }
  for (const { email } of [theo, omar]) expect(await mailbox.to(email)).toEqual([])

  const print = await omarsBrowser.get(`${base}/forms/${id}/print`)
  expect(print.text).toContain('What brings you here now?')
  expect(print.text).not.toContain('<input id="q-')
})

test('staff who see that a form is wanted on paper print it blank; others do not find it', async () => {
  const id = await sendForm('questionnaire')
  const list = `/staff/clients/${omar.id}/documents`
  const print = `/staff/clients/${omar.id}/forms/${id}/print`
  const office = await staffBrowser(ofra)
  expect((await office.get(list)).text).not.toContain(print)
  await omarsBrowser.post(section(id, 1), { full_name: 'Omar of the Lighthouse', go: 'paper' })
  await omarsBrowser.post(paper(id))
  expect((await office.get(list)).text).toContain(`href="${print}">Print the blank form`)
  const page = await office.get(print)
  expect(page.text).toContain('What brings you here now?')
  expect(page.text).not.toContain('Lighthouse')
  expect((await office.get(print.replace(omar.id, cleo.id))).status).toBe(404)
  for (const person of [theo, eve]) expect((await (await staffBrowser(person)).get(print)).status).toBe(404)
})

test('a form on paper can be taken up on the screen again, with what was typed', async () => {
  const id = await sendForm('questionnaire')
  await omarsBrowser.post(section(id, 1), { full_name: 'Omar', go: 'next' })
  await omarsBrowser.post(paper(id))
  expect((await omarsBrowser.post(section(id, 2), { phone: '512 555 0132', go: 'next' })).status).toBe(422)
  await omarsBrowser.post(`${base}/forms/${id}/opening`)
  const again = await omarsBrowser.get(`${base}/forms/${id}`)
  expect(again.headers['location']).toBe(section(id, 2))
  expect(await storedForm(id)).toMatchObject({ state: 'viewed', answers: { full_name: 'Omar' } })
})

test('a form that was sent in, or taken back, is not asked for on paper any more', async () => {
  for (const state of ['submitted', 'revoked']) {
    const id = await sendForm('consent')
    await putInto(id, state)
    expect((await omarsBrowser.get(paper(id))).headers['location']).toBe(`${base}/forms/${id}`)
    expect((await omarsBrowser.post(paper(id))).status).toBe(422)
    expect((await omarsBrowser.post(`${base}/forms/${id}/opening`)).status).toBe(422)
    expect((await storedForm(id)).state).toBe(state)
  }
})

test('a field that is not asked for changes nothing', async () => {
  const id = await sendForm('consent')
  expect((await omarsBrowser.post(paper(id), { state: 'submitted' })).status).toBe(422)
  expect((await storedForm(id)).state).toBe('sent')
})

test('nobody asks for the paper of another', async () => {
  const omars = await sendForm('consent')
  const cleos = await sendForm('consent', cleo)
  const maxsBrowser = await portalBrowser(max, elm)
  for (const path of ['paper', 'opening']) {
    expect((await maxsBrowser.post(`/portal/elm/forms/${omars}/${path}`)).status).toBe(404)
    expect((await omarsBrowser.post(`${base}/forms/${cleos}/${path}`)).status).toBe(404)
  }
  expect((await maxsBrowser.get(`/portal/elm/forms/${omars}/print`)).status).toBe(404)
  expect((await storedForm(omars)).state).toBe('sent')
})
