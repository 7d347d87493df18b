import { beforeAll, describe, expect, test } from 'vitest'
import { accounts, cleo, elm, max, omar } from '../../prisma/cast.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { Browser, portalBrowser } from '../browser.ts'
import {
  agree,
  base,
  eventsAbout,
  fillQuestionnaire,
  putInto,
  section,
  sendForm,
  sendForms,
  storedForm,
} from './sent-forms.ts'

const omarsBrowser = await portalBrowser(omar)
beforeAll(() => agree(omarsBrowser))

const signature = (id: string) => `${base}/forms/${id}/signature`
const own = { signedBy: 'client', typedName: 'Omar Haddad' }

/** A form opened to be read, as one does before signing. */
async function readForm(key: 'consent' | 'notice'): Promise<string> {
  const id = await sendForm(key)
  await omarsBrowser.get(signature(id))
  return id
}

test('a consent is shown in full on its own page, with nothing chosen before', async () => {
  const id = await sendForm('consent')
  const { text, status } = await omarsBrowser.get(signature(id))
  expect(status).toBe(200)
  for (const words of ['What therapy is', 'Benefits and risks', 'I choose to begin therapy'])
    expect(text).toContain(words)
  expect(text).not.toContain('checked')
  expect(text).not.toContain('value="Omar Haddad"')
  expect((await storedForm(id)).state).toBe('viewed')
})

test('a client signs with the typed name, and the signature keeps who, when and from where', async () => {
  const id = await readForm('consent')
  const strokes = [[1.5, 2, 3, 4.5]]
  const done = await omarsBrowser.post(signature(id), { ...own, drawnStrokes: JSON.stringify(strokes) })
  expect(done.status).toBe(303)
  expect(await storedForm(id)).toMatchObject({
    state: 'signed',
    signature: {
      ...{ kind: 'signed', capacity: 'client', relationship: null, typedName: 'Omar Haddad' },
      ...{ nameDiffersFromFile: false, strokes, reason: null, accountId: accounts[0]!.id },
      ...{ address: '203.0.113.7', browser: 'Test Browser/1.0' },
    },
  })
  expect(await eventsAbout(id)).toEqual(['intake.viewed', 'intake.signed'])
})

test('what little a consent asks is answered on the same page, and checked with the signature', async () => {
  const id = await readForm('consent')
  const refused = await omarsBrowser.post(signature(id), { telehealth_choice: 'By fax', typedName: 'Omar Haddad' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('href="#q-telehealth_choice"')
  expect(refused.text).toContain('Please say who is signing.')
  const telehealth_choice = 'No, only in person'
  await omarsBrowser.post(signature(id), { ...own, telehealth_choice })
  expect(await storedForm(id)).toMatchObject({ state: 'signed', answers: { telehealth_choice } })
  expect((await omarsBrowser.get(signature(id))).text).toMatch(/value="No, only in person" checked/)
  expect((await omarsBrowser.post(section(id, 6), { telehealth_choice, go: 'next' })).status).toBe(404)
})

test('who signs for the client says as what, and the own name is not compared with the file', async () => {
  const id = await readForm('consent')
  const form = { signedBy: 'other', signerRelation: 'caseworker', typedName: 'Dana Reyes' }
  await omarsBrowser.post(signature(id), form)
  expect((await storedForm(id)).signature).toMatchObject({
    ...{ capacity: 'representative', relationship: 'caseworker', typedName: 'Dana Reyes', nameDiffersFromFile: false },
  })
})

test('a name that differs from the file is asked about once, then accepted and marked', async () => {
  const id = await readForm('consent')
  const form = { ...own, typedName: 'Omar H. Haddad-Silva' }
  const asked = await omarsBrowser.post(signature(id), form)
  expect(asked.status).toBe(422)
  expect(asked.text).toContain('Yes, what I typed is my legal name')
  expect(asked.text).toContain('value="Omar H. Haddad-Silva"')
  expect((await storedForm(id)).state).toBe('viewed')
  expect((await omarsBrowser.post(signature(id), { ...form, nameConfirmed: 'on' })).status).toBe(303)
  expect((await storedForm(id)).signature).toMatchObject({ nameDiffersFromFile: true })
})

test.each(['omar haddad', '  Omar   HADDAD ', 'Ómar Haddad'])('“%s” is the name on file', async (typedName) => {
  const id = await readForm('consent')
  await omarsBrowser.post(signature(id), { ...own, typedName })
  expect((await storedForm(id)).signature).toMatchObject({ nameDiffersFromFile: false })
})

describe('the notice', () => {
  test.each([
    [
      { noticeReceipt: 'received', ...own },
      { kind: 'acknowledged', reason: null, typedName: 'Omar Haddad' },
    ],
    [
      { noticeReceipt: 'declined', signedBy: 'client' },
      { kind: 'declined_to_sign', reason: 'No reason given', typedName: '' },
    ],
    [
      { noticeReceipt: 'declined', signedBy: 'client', declinedBecause: 'Too long' },
      { kind: 'declined_to_sign', reason: 'Too long', strokes: null },
    ],
  ])('%j', async (form, kept) => {
    const id = await readForm('notice')
    const done = await omarsBrowser.post(signature(id), form)
    expect(done.status).toBe(303)
    expect(await storedForm(id)).toMatchObject({ state: 'signed', signature: kept })
    const words = kept.kind === 'acknowledged' ? 'Acknowledged, not yet sent' : 'Not signed, not yet sent'
    for (const path of [base, `${base}/forms`]) expect((await omarsBrowser.get(path)).text).toContain(words)
  })
})

describe('what is refused, with everything typed kept', () => {
  test.each([
    ['nothing filled in', {}, ['Please say who is signing.', 'Please type your full legal name.']],
    ['no name', { signedBy: 'client', typedName: '  ' }, ['Please type your full legal name.']],
    ['no relationship', { ...own, signedBy: 'other' }, ['Please say what you are to the client.']],
    ['a signer nobody offered', { ...own, signedBy: 'neighbor' }, ['Please say who is signing.']],
    ['a drawing that is none', { ...own, drawnStrokes: '{"a":1}' }, ['We could not read the drawing.']],
    ['half a point', { ...own, drawnStrokes: '[[1,2,3]]' }, ['We could not read the drawing.']],
    [
      'too many strokes',
      { ...own, drawnStrokes: JSON.stringify(Array(201).fill([1, 2])) },
      ['We could not read the drawing.'],
    ],
    ['a NUL in the name', { ...own, typedName: 'Omar\0' }, ['a character that cannot be kept']],
    ['the receipt of a form that is signed', { ...own, noticeReceipt: 'received' }, ['a field we do not know']],
  ])('%s', async (_what, form, sentences) => {
    const id = await readForm('consent')
    const refused = await omarsBrowser.post(signature(id), form)
    expect(refused.status).toBe(422)
    for (const sentence of sentences) expect(refused.text).toContain(sentence)
    expect(await storedForm(id)).toMatchObject({ state: 'viewed', signature: null })
  })
})

test('a form is not signed unread', async () => {
  const id = await sendForm('consent')
  const refused = await omarsBrowser.post(signature(id), own)
  expect(refused.text).toContain('Please read the form before you sign it.')
  expect((await storedForm(id)).state).toBe('sent')
})

test('the questionnaire is signed after every page was finished and nothing is wrong', async () => {
  const id = await sendForm('questionnaire')
  expect((await omarsBrowser.get(signature(id))).headers['location']).toBe(section(id, 1))
  expect((await omarsBrowser.post(signature(id), own)).status).toBe(422)
  await fillQuestionnaire(omarsBrowser, id)
  await omarsBrowser.post(section(id, 2), { phone: 'none', go: 'save' })
  const led = await omarsBrowser.get(signature(id))
  expect(led.headers['location']).toBe(`${section(id, 2)}?check`)
  expect((await omarsBrowser.follow(led)).text).toContain('Enter a phone number')
  expect((await omarsBrowser.post(signature(id), own)).text).toContain('Some answers are still needed')
  await omarsBrowser.post(section(id, 2), { phone: '512 555 0132', go: 'next' })

  const review = await omarsBrowser.get(signature(id))
  expect(review.text).toContain('512 555 0132')
  expect(review.text).toContain('I would like to talk about it.')
  expect((await omarsBrowser.post(signature(id), own)).status).toBe(303)
  expect(await storedForm(id)).toMatchObject({ state: 'signed', reached: 10 })
})

test('what changes after signing must be signed again; what was only looked at stays signed', async () => {
  const id = await sendForm('questionnaire')
  await fillQuestionnaire(omarsBrowser, id)
  await omarsBrowser.get(signature(id))
  await omarsBrowser.post(signature(id), own)
  await omarsBrowser.post(section(id, 1), { full_name: 'Omar Haddad', go: 'next' })
  expect((await storedForm(id)).state).toBe('signed')
  await omarsBrowser.post(section(id, 1), { full_name: 'Omar Haddad', called: 'Om', go: 'next' })
  expect(await storedForm(id)).toMatchObject({ state: 'in_progress', signature: null })
})

test('after each signature the next form comes, and after the last the review', async () => {
  const browser = await portalBrowser(max, elm)
  await browser.post('/portal/elm/electronic-signing/sample')
  await browser.post('/portal/elm/electronic-signing', { agree: 'on' })
  const [consent, notice] = (await sendForms(max, 'consent', 'notice')) as [string, string]
  const at = (id: string) => `/portal/elm/forms/${id}/signature`
  const name = { signedBy: 'client', typedName: 'Max Ferreira' }
  await browser.get(at(consent))
  expect((await browser.post(at(consent), name)).headers['location']).toBe(`/portal/elm/forms/${notice}`)
  await browser.get(at(notice))
  const last = await browser.post(at(notice), { ...name, noticeReceipt: 'received' })
  expect(last.headers['location']).toBe('/portal/elm/forms/review')
  const review = await browser.follow(last)
  for (const words of [
    'Informed Consent',
    'Notice of Privacy',
    'Signed by Max Ferreira',
    'Acknowledged by Max Ferreira',
  ]) {
    expect(review.text).toContain(words)
  }
  expect(review.text).toContain('action="/portal/elm/forms/submission"')
  expect(await eventsAbout(consent, elm.id)).toContain('intake.signed')
})

test('a form that was submitted is neither signed nor shown for signing again', async () => {
  const id = await readForm('consent')
  await putInto(id, 'submitted')
  expect((await omarsBrowser.get(signature(id))).headers['location']).toBe(`${base}/forms/${id}`)
  const refused = await omarsBrowser.post(signature(id), own)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Nothing more is needed.')
})

test('nobody else signs it', async () => {
  const omars = await readForm('consent')
  const cleos = await sendForm('consent', cleo)
  const maxsBrowser = await portalBrowser(max, elm)
  expect((await maxsBrowser.get(`/portal/elm/forms/${omars}/signature`)).status).toBe(404)
  expect((await maxsBrowser.post(`/portal/elm/forms/${omars}/signature`, own)).status).toBe(404)
  expect((await omarsBrowser.post(signature(cleos), own)).status).toBe(404)
  expect((await new Browser().post(signature(omars), own)).status).toBe(303)
  expect((await storedForm(omars)).signature).toBeNull()
})

test('an account without the right to forms has none', async () => {
  const id = await readForm('consent')
  const rights = (list: string[]) =>
    inOrganization(omar, (tx) => tx.access.updateMany({ where: { clientId: omar.id }, data: { rights: list } }))
  await rights(['billing', 'documents'])
  try {
    expect((await omarsBrowser.post(signature(id), own)).status).toBe(404)
    expect((await omarsBrowser.get(`${base}/forms`)).text).toContain('No forms for you now')
  } finally {
    await rights(['forms', 'appointments', 'billing', 'messages', 'documents'])
  }
})
