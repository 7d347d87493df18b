import { expect, test } from 'vitest'
import { closeDatabase } from '../../src/platform/database.ts'
import { filled, liveRoutes, nameOf } from '../live-routes.ts'
import { flawsOfHtml, flawsSeen, looks } from './look.ts'
import { problemStates } from './problem-states.ts'
import { noPages, states } from './states.ts'
import { lookAt, useVisits } from './visits.ts'

const visits = useVisits()

test('every GET route has a visited page, or is known to answer with something else', async () => {
  const live = liveRoutes(visits.site.app).map(nameOf)
  const visited = new Set(states.map(({ route }) => route))
  const gets = live.filter((name) => name.startsWith('GET '))
  expect(gets.filter((name) => !visited.has(name) && !(name in noPages))).toEqual([])
  const named = [...states.map(({ route }) => route), ...Object.keys(noPages)]
  expect(
    named.filter((name) => name !== null && !live.includes(name)),
    'no such route',
  ).toEqual([])
})

test('what is no page is what it is said to be', async () => {
  const { clientId, documentId, ownDocumentId } = visits.scene
  for (const [name, expected] of Object.entries(noPages)) {
    const reader = name.includes('/staff/') ? 'ada' : name.includes('/portal/') ? 'omar' : 'visitor'
    const id = reader === 'omar' ? ownDocumentId : clientId
    const { request } = await visits.browserOf(reader)
    const path = filled(name.replace('GET ', ''), { practice: 'harbor', id, document: documentId })
    const { location, 'content-type': type } = (await request.get(path, { maxRedirects: 0 })).headers()
    expect((location ?? type)?.split(';')[0], name).toBe(expected)
  }
})

lookAt(problemStates, visits)

test('what is wrong with a page would be found', async () => {
  const html =
    '<!doctype html><html lang="en"><head><title>A page</title></head><body><main><h1>A page</h1><input>' +
    '<button>B</button><div style="color: #999; background: #fff; width: 2000px">faint</div></main></body></html>'
  const page = await (await visits.browserOf('visitor')).newPage()
  await page.setContent(html)
  const flaws = [...(await flawsSeen(page, { width: 390, colorScheme: 'light' })), ...(await flawsOfHtml(html))]
  for (const flaw of ['color-contrast', 'label', 'scrolls sideways', 'px high: <button>', 'no-inline-style']) {
    expect(flaws.join('\n')).toContain(flaw)
  }
})

test('a failure on our side', async () => {
  const page = await (await visits.site.someone()).newPage()
  await closeDatabase()
  const answer = await page.goto('/portal/harbor/sign-in')
  expect(answer?.status()).toBe(500)
  expect(await page.title()).toMatch(/^Something went wrong on our side · /)
  for (const look of looks) expect(await flawsSeen(page, look)).toEqual([])
  expect(await flawsOfHtml(await answer!.text())).toEqual([])
})
