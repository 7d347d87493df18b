import { expect, test } from 'vitest'
import { ada, cleo, max, ofra, omar, theo, elm } from '../../prisma/cast.ts'
import { record } from '../../src/audit.ts'
import { setClock } from '../../src/platform/clock.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { Browser, portalBrowser, staffBrowser } from '../browser.ts'

const path = '/portal/harbor/openings'
const rowsOf = (text: string) =>
  [...text.matchAll(/scope="row">([^<]*)<\/th><td data-label="Who">([^<]*)<\/td><td data-label="What">([^<]*)</g)].map(
    (row) => row.slice(1),
  )

test('a client sees who of the practice opened the file, with day and time, and nothing of anybody else', async () => {
  const client = await portalBrowser(omar)
  expect((await client.get(path)).text).toContain('Nobody yet')
  const [admin, office] = [await staffBrowser(ada), await staffBrowser(ofra)]
  await admin.get(`/staff/clients/${cleo.id}`)
  setClock(() => new Date('2026-05-01T14:30:00Z'))
  const opened = { ...ada, kind: 'Administrator', staffId: ada.id, mayInvite: false, hasSeat: false } as const
  await inOrganization(ada, (tx) => record(tx, opened, 'client.read', omar.id)).finally(() =>
    setClock(() => new Date()),
  )
  await office.get(`/staff/clients/${omar.id}/documents`)
  const rows = rowsOf((await client.get(path)).text)
  expect(rows.map(([, who, what]) => [who, what])).toEqual(
    expect.arrayContaining([
      ['Ada Whitfield, administrator', 'Your file'],
      ['Ofra Lind, office', 'Your file'],
    ]),
  )
  expect(rows).toHaveLength(2)
  expect(rows.map(([when]) => when)).toContain('May 1, 2026, 9:30 AM')
  expect((await client.get('/portal/harbor/documents')).text).toContain(`href="${path}"`)
})

test('pages follow each other', async () => {
  const admin = await staffBrowser(ada)
  for (let time = 0; time < 30; time++) await admin.get(`/staff/clients/${omar.id}`)
  const client = await portalBrowser(omar)
  const first = await client.get(path)
  const next = /href="([^"]*before=[^"]*)"/.exec(first.text)?.[1] ?? ''
  expect([rowsOf(first.text).length, rowsOf((await client.get(next)).text).length]).toEqual([25, 7])
})

test('what is no id, or of another’s file, shows nothing more', async () => {
  await (await staffBrowser(theo)).get(`/staff/clients/${cleo.id}`)
  const other = await inOrganization(theo, (tx) => tx.auditEvent.findFirstOrThrow({ where: { subjectId: cleo.id } }))
  const client = await portalBrowser(omar)
  for (const before of ['x', other.id]) {
    const { status, text } = await client.get(`${path}?before=${before}`)
    expect(status).toBe(200)
    expect(text).not.toContain('Theo Marsh')
  }
})

test('only a signed-in client of this practice sees it', async () => {
  expect((await new Browser().get(path)).headers['location']).toBe('/portal/harbor/sign-in')
  const others = await portalBrowser(max, elm)
  expect((await others.get(path)).headers['location']).toBe('/portal/harbor/sign-in')
  expect((await (await staffBrowser(ada)).get(path)).headers['location']).toBe('/portal/harbor/sign-in')
})
