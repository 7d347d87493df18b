import { expect, test } from 'vitest'
import { accounts, harbor, omar } from '../../prisma/cast.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { consentText } from '../../src/intakes/electronic-consent.ts'
import { Browser, portalBrowser, staffBrowser } from '../browser.ts'
import { ada } from '../../prisma/cast.ts'
import { base, eventsAbout, sendForm, storedForm } from './sent-forms.ts'

const omarsBrowser = await portalBrowser(omar)
const page = `${base}/electronic-signing`
const consents = () => inOrganization({ organizationId: harbor.id }, (tx) => tx.electronicConsent.findMany())
const forms = await Promise.all([sendForm('consent')])
const form = forms[0]

test('before the first signature a client is led to what signing here means', async () => {
  const led = await omarsBrowser.get(`${base}/forms/${form}/signature`)
  expect(led.headers['location']).toBe(`${page}?form=${form}`)
  const { text } = await omarsBrowser.follow(led)
  for (const { heading } of consentText.topics) expect(text).toContain(heading)
  expect(text).toContain('I prefer paper')
  expect(text).not.toContain('checked')
  const refused = await omarsBrowser.post(`${base}/forms/${form}/signature`, {
    signedBy: 'client',
    typedName: 'Omar Haddad',
  })
  expect(refused.text).toContain('Please agree to sign electronically first.')
})

test('agreeing needs the sample opened before, and the box ticked', async () => {
  const early = await omarsBrowser.post(page, { agree: 'on', form: form })
  expect(early.status).toBe(422)
  expect(early.text).toContain('Please open the sample first')
  expect(early.text).toMatch(/name="agree"[^>]* checked/)
  expect(await consents()).toEqual([])
  await omarsBrowser.post(`${page}/sample`)
  const unticked = await omarsBrowser.post(page, { form: form })
  expect(unticked.status).toBe(422)
  expect(unticked.text).toContain('Please tick this box if you agree.')
  expect((await omarsBrowser.post(page, { agree: 'on', rights: 'all' })).status).toBe(422)
  expect((await consents())[0]).toMatchObject({ givenAt: null })
})

test('the sample is a PDF of its own that is downloaded', async () => {
  const sample = await omarsBrowser.post(`${page}/sample`)
  expect(sample.headers['content-type']).toBe('application/pdf')
  expect(sample.headers['content-disposition']).toBe('attachment; filename=sample.pdf')
  expect((sample.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-')
})

test('after agreeing one goes on to the form, and both steps are in the audit once', async () => {
  const done = await omarsBrowser.post(page, { agree: 'on', form: form })
  expect(done.headers['location']).toBe(`${base}/forms/${form}/signature`)
  await omarsBrowser.post(page, { agree: 'on' })
  await omarsBrowser.post(`${page}/sample`)
  expect((await omarsBrowser.follow(done)).status).toBe(200)
  expect(await eventsAbout(accounts[0]!.id)).toEqual(
    expect.arrayContaining(['session.started', 'consent.sample-opened', 'consent.given']),
  )
  const events = await eventsAbout(accounts[0]!.id)
  expect(events.filter((event) => event.startsWith('consent.'))).toEqual(['consent.sample-opened', 'consent.given'])
  const [consent] = await consents()
  expect(consent).toMatchObject({ version: consentText.version, withdrawnAt: null })
  expect(consent!.givenAt!.getTime()).toBeGreaterThanOrEqual(consent!.sampleOpenedAt.getTime())
})

test('nobody agrees for another', async () => {
  expect((await new Browser().post(page, { agree: 'on' })).headers['location']).toBe(`${base}/sign-in`)
  const adasBrowser = await staffBrowser(ada)
  expect((await adasBrowser.post(page, { agree: 'on' })).headers['location']).toBe(`${base}/sign-in`)
  expect((await omarsBrowser.post('/portal/elm/electronic-signing', { agree: 'on' })).status).toBe(303)
  expect(await consents()).toHaveLength(1)
  expect((await storedForm(form)).state).toBe('viewed')
})
