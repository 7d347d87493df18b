import { expect, test } from 'vitest'
import { accounts, ada, cleo, harbor, nia, ofra, omar, theo } from '../../prisma/cast.ts'
import { consentText } from '../../src/intakes/electronic-consent.ts'
import { setClock } from '../../src/platform/clock.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { portalBrowser, staffBrowser } from '../browser.ts'
import { linkIn, useMailbox } from '../mail.ts'
import { agree, base, eventsAbout, sendForm, storedForm } from './sent-forms.ts'

const mailbox = useMailbox()
const omarsBrowser = await portalBrowser(omar)
const page = `${base}/electronic-signing`
const inHarbor = <T>(work: Parameters<typeof inOrganization<T>>[1]) =>
  inOrganization({ organizationId: harbor.id }, work)
const consents = () => inHarbor((tx) => tx.electronicConsent.findMany({ orderBy: { number: 'asc' } }))
const omarsAccount = accounts[0]!.id

const withdraw = (form: Record<string, string> = {}) => omarsBrowser.post(`${page}/withdrawal`, form)
const signature = { signedBy: 'client', typedName: 'Omar Haddad', noticeReceipt: 'received' }
const sign = (id: string) => omarsBrowser.post(`${base}/forms/${id}/signature`, signature)
const read = (id: string) => omarsBrowser.get(`${base}/forms/${id}/signature`)

test('who never agreed has nothing to withdraw, and nobody hears of it', async () => {
  expect((await omarsBrowser.get(page)).text).not.toContain('>Withdraw my agreement</button>')
  const answer = await withdraw()
  expect(answer.headers['location']).toBe(page)
  expect(await consents()).toEqual([])
  expect(await eventsAbout(omarsAccount)).not.toContain('consent.withdrawn')
  expect(await mailbox.to(ada.email)).toEqual([])
})

test('who agreed sees when, what withdrawing means, and the button', async () => {
  setClock(() => new Date('2026-11-23T16:42:00Z'))
  await agree(omarsBrowser)
  setClock(() => new Date('2026-11-23T16:50:00Z'))
  const { text } = await omarsBrowser.get(page)
  expect(text).not.toContain('Before your first signature')
  expect(text).toMatch(/You agreed to sign here<\/h2>\s*<p><span class="saved">Nov 23, 2026, 10:42/)
  expect(text).toContain('Forms you have already sent stay valid.')
  expect(text).toContain('>Withdraw my agreement</button>')
  expect((await omarsBrowser.get(`${base}/forms`)).text).toContain(`href="${page}"`)
  setClock(() => new Date())
})

const sent = await sendForm('notice')
const signed = await sendForm('notice')
const opened = await sendForm('questionnaire')
const cleos = await sendForm('notice', cleo)

test('withdrawing ends the agreement with a date, puts the open forms on paper, and leaves what was sent alone', async () => {
  await read(sent)
  expect((await sign(sent)).status).toBe(303)
  expect((await omarsBrowser.post(`${base}/forms/submission`)).headers['location']).toBe(`${base}/forms/finished`)
  await read(signed)
  expect((await sign(signed)).status).toBe(303)
  const offered = await omarsBrowser.get(page)
  expect(offered.text).toContain(`href="${page}/withdrawal">Withdraw my agreement`)
  const asked = await omarsBrowser.get(`${page}/withdrawal`)
  expect(asked.text).toContain('One form is signed and not sent yet.')
  expect((await storedForm(signed)).state).toBe('signed')
  const answer = await withdraw()
  const { text } = await omarsBrowser.follow(answer)
  expect(text.indexOf('You withdrew')).toBeLessThan(text.indexOf('<article'))
  expect(text).toContain('You sign on paper now.')
  expect(text).not.toContain('Before your first signature')
  expect((await omarsBrowser.get(`${page}/withdrawal`)).headers['location']).toBe(page)
  expect(text).toContain('You withdrew your agreement on')
  expect(text).toContain('Forms you had already sent stay valid.')
  expect(text).toContain('Agree and go on')

  const [consent, ...more] = await consents()
  expect(more).toEqual([])
  expect(consent!.withdrawnAt!.getTime()).toBeGreaterThanOrEqual(consent!.givenAt!.getTime())
  expect((await storedForm(sent)).state).toBe('submitted')
  for (const id of [signed, opened]) {
    expect((await storedForm(id)).state).toBe('paper')
    expect(await eventsAbout(id)).toContain('intake.paper-preferred')
  }
  expect((await storedForm(cleos)).state).toBe('sent')
  expect((await eventsAbout(omarsAccount)).filter((event) => event === 'consent.withdrawn')).toHaveLength(1)
})

test('the office is told by a mail that names nobody, and finds it on the client’s page', async () => {
  for (const person of [ada, ofra]) {
    const [mail, ...more] = (await mailbox.to(person.email)).filter(({ subject }) => subject?.includes('paper'))
    expect(more).toEqual([])
    expect(mail?.subject).toBe('A client signs on paper from now on')
    expect(mail?.text).not.toMatch(/Omar|Haddad|omar@/)
    expect(linkIn(mail)).toBe(`/staff/clients/${omar.id}`)
    const browser = await staffBrowser(person)
    expect((await browser.get(linkIn(mail))).text).toContain('The agreement to sign electronically was withdrawn on')
    expect((await browser.get(`${linkIn(mail)}/documents`)).text).toContain('On paper')
  }
  for (const { email } of [theo, nia]) {
    expect((await mailbox.to(email)).filter(({ subject }) => subject?.includes('paper'))).toEqual([])
  }
})

test('after withdrawing nothing is signed or sent here, not even what was signed before', async () => {
  expect((await withdraw()).status).toBe(303)
  expect(await consents()).toHaveLength(1)
  for (const id of [signed, opened]) expect((await sign(id)).status).toBe(422)
  await omarsBrowser.post(`${base}/forms/submission`)
  expect((await storedForm(signed)).state).toBe('paper')
  // opened again on the screen, but not agreed again
  await omarsBrowser.post(`${base}/forms/${signed}/opening`)
  expect((await read(signed)).headers['location']).toBe(`${page}?form=${signed}`)
  const refused = await sign(signed)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Please agree to sign electronically first.')
  expect(await inHarbor((tx) => tx.sealedRecord.count())).toBe(1)
})

test('agreeing again makes a row of its own, and then signing works again', async () => {
  await omarsBrowser.post(page, { agree: 'on', form: signed })
  await omarsBrowser.post(page, { agree: 'on' })
  const [first, second, ...more] = await consents()
  expect(more).toEqual([])
  expect(first!.withdrawnAt).not.toBeNull()
  expect(second).toMatchObject({ number: 2, version: consentText.version, withdrawnAt: null })
  expect(second!.givenAt!.getTime()).toBeGreaterThanOrEqual(first!.withdrawnAt!.getTime())
  expect((await sign(signed)).status).toBe(303)
  expect((await omarsBrowser.post(`${base}/forms/submission`)).status).toBe(303)
  expect((await storedForm(signed)).state).toBe('submitted')
  expect(await inHarbor((tx) => tx.sealedRecord.count())).toBe(2)
  const client = await (await staffBrowser(ada)).get(`/staff/clients/${omar.id}`)
  expect(client.text).not.toContain('The agreement to sign electronically was withdrawn')
})

test('a form signed under an agreement that was withdrawn is not sealed under a later one', async () => {
  const id = await sendForm('notice')
  await read(id)
  await sign(id)
  // as if another account had signed it, withdrawn and agreed again: the form itself stayed signed
  await withdraw()
  await omarsBrowser.post(page, { agree: 'on' })
  await inHarbor((tx) => tx.intake.updateMany({ where: { id }, data: { state: 'signed' } }))
  const answer = await omarsBrowser.post(`${base}/forms/submission`)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('your agreement to sign electronically does not stand')
  expect((await storedForm(id)).state).toBe('signed')
})

test('a field that is not asked for withdraws nothing', async () => {
  const before = await consents()
  expect((await withdraw({ account: cleo.id })).status).toBe(422)
  expect(await consents()).toEqual(before)
})

test('several who withdraw at once, or agree at once, leave one mark in the audit', async () => {
  const marks = async () =>
    (await eventsAbout(omarsAccount)).filter((event) => ['consent.withdrawn', 'consent.given'].includes(event)).length
  const before = await marks()
  await Promise.all(Array.from({ length: 4 }, () => withdraw()))
  expect(await marks()).toBe(before + 1)
  await Promise.all(Array.from({ length: 4 }, () => omarsBrowser.post(page, { agree: 'on' })))
  expect(await marks()).toBe(before + 2)
  expect((await consents()).filter(({ withdrawnAt }) => !withdrawnAt)).toHaveLength(1)
})
