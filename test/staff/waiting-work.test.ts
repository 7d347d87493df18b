import { expect, test, vi } from 'vitest'
import { ada, cleo, eve, harbor, nia, ofra, omar, theo } from '../../prisma/cast.ts'
import { now } from '../../src/platform/clock.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { portalBrowser, staffBrowser, Browser } from '../browser.ts'
import { files, own, secret, sentByOmar } from '../documents/sent-documents.ts'
import { base, sendForm } from '../intakes/sent-forms.ts'
import { linkIn, useMailbox } from '../mail.ts'

vi.setConfig({ testTimeout: 90_000 })
const mailbox = useMailbox()
const inHarbor = <T>(work: Parameters<typeof inOrganization<T>>[1]) =>
  inOrganization({ organizationId: harbor.id }, work)

/** What the first screen of somebody lists: the headings, and where they lead. */
async function waitsFor(person: typeof ada): Promise<string[]> {
  const { text } = await (await staffBrowser(person)).get('/staff')
  const lines = text.matchAll(
    /<h2>(Signed forms to read|Wanted on paper|Invitation reached[^<]*)|href="(\/staff\/clients\/[^"]+)">([^<]+)/g,
  )
  return [...lines].map(([, heading, href, name]) => heading ?? `${href} ${name}`)
}

const signed = ['Signed forms to read', `${files()} Omar Haddad`]

test('signed forms wait for those who hear of them until each has opened all of them, and nothing they say is shown', async () => {
  expect(await waitsFor(theo)).toEqual([])
  await sentByOmar()
  expect(await waitsFor(theo)).toEqual(signed)
  for (const other of [ada, nia, ofra, eve]) expect(await waitsFor(other)).toEqual([])
  const therapist = await staffBrowser(theo)
  const home = await therapist.get('/staff')
  expect(home.text).not.toContain(secret)
  expect(home.text).not.toContain('Informed Consent')
  // a client who reads their own document has not read it for Theo
  const documents = await inHarbor((tx) => tx.document.findMany({ orderBy: { number: 'asc' } }))
  for (const { id } of documents) {
    await (await portalBrowser(omar)).get(`${own}/${id}`)
    expect(await waitsFor(theo)).toEqual(signed)
    await therapist.get(`${files()}/${id}`)
  }
  expect(await waitsFor(theo)).toEqual([])
  expect(documents).toHaveLength(3)
})

test('where nobody is assigned they wait for the administrators', async () => {
  await inHarbor((tx) => tx.assignment.updateMany({ where: { clientId: omar.id }, data: { endedAt: now() } }))
  expect(await waitsFor(ada)).toEqual(signed)
  for (const other of [theo, ofra]) expect(await waitsFor(other)).toEqual([])
  await inHarbor((tx) => tx.assignment.updateMany({ where: { clientId: omar.id }, data: { endedAt: null } }))
})

test('a form on paper waits for the office, the administrators and the assigned staff, until it is on the screen again', async () => {
  const id = await sendForm('questionnaire')
  const client = await portalBrowser(omar)
  await client.post(`${base}/forms/${id}/paper`)
  for (const person of [ada, theo, ofra]) expect(await waitsFor(person)).toEqual(['Wanted on paper', signed[1]])
  for (const person of [nia, eve]) expect(await waitsFor(person)).toEqual([])
  await client.post(`${base}/forms/${id}/opening`)
  expect(await waitsFor(ofra)).toEqual([])
})

test('an invitation that reached the wrong person waits for the office and the administrators, until a new one is sent', async () => {
  const admin = await staffBrowser(ada)
  const invite = () => admin.post('/staff/invitations', { clients: cleo.id, message: 'Hello' })
  await invite()
  const reader = new Browser()
  await reader.get(linkIn((await mailbox.to(cleo.email)).at(-1)))
  await reader.post('/portal/harbor/invitation/refusal')
  const astray = ['Invitation reached the wrong person', `/staff/clients/${cleo.id} Cleo Barnes`]
  for (const person of [ada, ofra]) expect(await waitsFor(person)).toEqual(astray)
  expect(await waitsFor(theo)).toEqual([])
  await invite()
  expect(await waitsFor(ada)).toEqual([])
})
