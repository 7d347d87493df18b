import { beforeAll, expect, test } from 'vitest'
import { ada, cleo, eve, harbor, omar, theo } from '../../prisma/cast.ts'
import { setClock } from '../../src/platform/clock.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { Browser, portalBrowser, staffBrowser } from '../browser.ts'
import { arrangeWorlds } from '../worlds.ts'

const words = 'A billing question about this visit'
const reasonOf = ({ id }: { id: string }) => `/staff/clients/${id}/reason`
let document: string
let cleos: string

const inHarbor = <T>(work: Parameters<typeof inOrganization<T>>[1]) => inOrganization(ada, work)
const ask = (asksReason: boolean) =>
  inHarbor((tx) => tx.organization.update({ where: { id: harbor.id }, data: { asksReason } }))
const readsOf = (subjectId: string) =>
  inHarbor((tx) => tx.auditEvent.findMany({ where: { event: 'document.read', subjectId }, orderBy: { at: 'asc' } }))

beforeAll(async () => {
  const { neighbours, harbor: world } = await arrangeWorlds()
  document = `/staff/clients/${omar.id}/documents/${neighbours.documentId}`
  cleos = `/staff/clients/${cleo.id}/documents/${world.ids.documentId}`
})

test('no practice asks for a reason until it says so', async () => {
  expect((await (await staffBrowser(ada)).get(document)).status).toBe(200)
})

test('where a practice asks, a reason opens the documents of that client for a quarter of an hour, and is kept', async () => {
  await ask(true)
  const admin = await staffBrowser(ada)
  const id = document.split('/').at(-1)!
  const before = (await readsOf(id)).length
  for (const part of ['', '/pdf', '/evidence']) {
    expect((await admin.get(document + part)).headers['location']).toBe(`${reasonOf(omar)}?document=${id}`)
  }
  expect(await readsOf(id)).toHaveLength(before)
  const asked = (await admin.get(`${reasonOf(omar)}?document=${id}`)).text
  expect(asked).toContain('is not assigned to you')
  expect(asked).toContain(`name="document" value="${id}"`)
  const given = await admin.post(reasonOf(omar), { reason: words, document: id })
  expect(given.headers['location']).toBe(document)
  for (const part of ['', '/pdf', '/evidence']) expect((await admin.get(document + part)).status).toBe(200)
  const row = await inHarbor((tx) => tx.openingReason.findFirstOrThrow())
  expect(Buffer.from(row.reason).toString()).not.toContain(words)
  expect((await readsOf(id)).at(-1)?.details).toEqual({ as: 'evidence', reason: row.id })
  // of another client it opens nothing
  expect((await admin.get(cleos)).headers['location']).toMatch(reasonOf(cleo))
  const later = Date.now() + 15 * 60_000 + 1
  setClock(() => new Date(later))
  try {
    expect((await (await staffBrowser(ada)).get(document)).headers['location']).toMatch(reasonOf(omar))
  } finally {
    setClock(() => new Date())
  }
})

test('administrators read the reason in the audit log, its words stand in no event and no export; the client sees that one was given', async () => {
  const admin = await staffBrowser(ada)
  const log = (await admin.get(`/staff/organization/audit?client=${omar.id}`)).text
  expect(log).toContain('Ada Whitfield gave a reason to open the clinical documents of Omar Haddad')
  expect(log).toContain(words)
  expect((await admin.post('/staff/organization/audit/export', { client: omar.id })).text).not.toContain(words)
  const events = await inHarbor((tx) => tx.auditEvent.findMany())
  expect(JSON.stringify(events.map(({ details }) => details))).not.toContain(words)
  const openings = (await (await portalBrowser(omar)).get('/portal/harbor/openings')).text
  expect(openings).toMatch(/Document: [^<]* \(gave a reason\)/)
  expect(openings).not.toContain(words)
})

test('without a document, or with one that is none, a reason leads to the list', async () => {
  const admin = await staffBrowser(ada)
  for (const document of ['', '//mail.example', '../../x']) {
    const given = await admin.post(reasonOf(omar), { reason: words, document })
    expect(given.headers['location']).toBe(`/staff/clients/${omar.id}/documents`)
  }
})

test('whoever is assigned needs none, and neither does a client', async () => {
  expect((await (await staffBrowser(theo)).get(cleos)).status).toBe(200)
  const own = document.split('/').at(-1)!
  expect((await (await portalBrowser(omar)).get(`/portal/harbor/documents/${own}`)).status).toBe(200)
  await inHarbor((tx) =>
    tx.assignment.create({
      data: { organizationId: harbor.id, clientId: cleo.id, staffId: ada.id, since: new Date('2026-01-01') },
    }),
  )
  expect((await (await staffBrowser(ada)).get(cleos)).status).toBe(200)
})

test.each([
  ['nothing', {}],
  ['blanks', { reason: ' \n ' }],
  ['too much', { reason: 'x'.repeat(501) }],
  ['an unknown field', { reason: 'kept words', minutes: '600' }],
])('%s for a reason is refused, and what was typed is kept', async (_what, form: Record<string, string>) => {
  const count = () => inHarbor((tx) => tx.openingReason.count())
  const before = await count()
  const answer = await (await staffBrowser(ada)).post(reasonOf(omar), form)
  expect(answer.status).toBe(422)
  if (form['reason']?.trim()) expect(answer.text).toContain(form['reason'])
  expect(await count()).toBe(before)
})

test('only administrators give reasons, each for clients of their own practice', async () => {
  for (const [person, status] of [
    [theo, 403],
    [eve, 404],
  ] as const) {
    const browser = await staffBrowser(person)
    const answers = [await browser.get(reasonOf(omar)), await browser.post(reasonOf(omar), { reason: words })]
    expect(answers.map((answer) => answer.status)).toEqual([status, status])
  }
  expect((await new Browser().get(reasonOf(omar))).headers['location']).toBe('/staff/sign-in')
})
