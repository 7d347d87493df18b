import type { BrowserContext, Page, Response } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ada, nia, ofra, omar, theo } from '../../prisma/cast.ts'
import { closeDatabase } from '../../src/platform/database.ts'
import { filled, liveRoutes, nameOf } from '../live-routes.ts'
import { useMailbox } from '../mail.ts'
import { flawsOfHtml, flawsSeen, looks, otherLooks } from './look.ts'
import { arrangeScene, ned, type Scene } from './scene.ts'
import { useSite } from './site.ts'
import { noPages, states, type Reader, type State } from './states.ts'

const site = useSite()
useMailbox()
let scene: Scene

const signedIn: Partial<Record<Reader, () => Promise<BrowserContext>>> = {
  ada: () => site.signedIn('/staff', ada),
  theo: () => site.signedIn('/staff', theo),
  nia: () => site.signedIn('/staff', nia),
  ofra: () => site.signedIn('/staff', ofra),
  omar: () => site.signedIn('/portal/harbor', omar),
  ned: () => site.signedIn('/portal/harbor', ned),
}
const contexts = new Map<Reader, BrowserContext>()

/** The browser of a reader: kept for those who stay signed in. */
async function browserOf(reader: Reader): Promise<BrowserContext> {
  if (reader === 'visitor') return site.someone()
  if (reader === 'omar anew') return site.signedIn('/portal/harbor', omar)
  const context = contexts.get(reader) ?? (await signedIn[reader]!())
  contexts.set(reader, context)
  return context
}

beforeAll(async () => {
  scene = await arrangeScene()
})

const seen = { pages: 0, looks: 0 }
afterAll(() => console.log(`${seen.pages} states of pages, ${seen.looks} looks`))

test('every GET route has a visited page, or is known to answer with something else', async () => {
  const live = liveRoutes(site.app).map(nameOf)
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
  for (const [name, expected] of Object.entries(noPages)) {
    const reader = name.includes('/staff/') ? 'ada' : name.includes('/portal/') ? 'omar' : 'visitor'
    const isOwn = reader === 'omar'
    const ids = { practice: 'harbor', id: isOwn ? scene.ownDocumentId : scene.clientId, document: scene.documentId }
    const context = await browserOf(reader)
    const answer = await context.request.get(filled(name.slice(4), ids), { maxRedirects: 0 })
    const { location, 'content-type': type } = answer.headers()
    expect((location ?? type)?.split(';')[0], name).toBe(expected)
  }
})

const named = states.map((state) => ({
  ...state,
  name: `${state.route ?? 'nowhere'}${state.is ? `, ${state.is}` : ''}`,
}))

test.for(named)('$name, as $as', async (state) => {
  const context = await browserOf(state.as)
  const page = await context.newPage()
  const watched = watch(page)
  await page.goto(typeof state.at === 'string' ? state.at : state.at(scene))
  await state.does?.(page, scene)
  await page.waitForLoadState('load')
  const answer = watched.last()
  expect.soft({ status: answer.status(), answered: nameOfAnswer(answer, state) }).toEqual(expectedAnswer(state))
  expect.soft(await page.title()).toMatch(new RegExp(`^${escaped(state.title)} · (Harbor Counseling|Anteroom)$`))
  const flaws = [...(await flawsOfHtml(await answer.text())), ...(await looked(page, state)), ...watched.errors]
  expect.soft(flaws.join('\n')).toBe('')
  await page.close()
  if (!contexts.has(state.as)) await context.close()
})

test('a failure on our side', async () => {
  const page = await (await site.someone()).newPage()
  await closeDatabase()
  const answer = await page.goto('/portal/harbor/sign-in')
  expect(answer?.status()).toBe(500)
  expect(await page.title()).toMatch(/^Something went wrong on our side · /)
  for (const look of looks) expect(await flawsSeen(page, look)).toEqual([])
  expect(await flawsOfHtml(await answer!.text())).toEqual([])
})

async function looked(page: Page, state: State): Promise<string[]> {
  const flaws: string[] = []
  const all = state.matters ? [...looks, ...otherLooks] : looks
  if (!process.env.QUICK) for (const look of all) flaws.push(...(await flawsSeen(page, look)))
  seen.pages += 1
  seen.looks += all.length
  return flaws
}

/** The last page a browser was answered with, and what its console complained of. */
function watch(page: Page): { last: () => Response; errors: string[] } {
  const answers: Response[] = []
  const errors: string[] = []
  page.on('response', (answer) => {
    if (answer.request().isNavigationRequest()) answers.push(answer)
  })
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    // a refused page is an error to the browser as well; its status is looked at above
    const isPageItself = message.text().startsWith('Failed to load') && message.location().url === page.url()
    if (message.type() === 'error' && !isPageItself) errors.push(message.text())
  })
  return { last: () => answers.at(-1)!, errors }
}

/** The route of the state, if the answer came from there. */
function nameOfAnswer(answer: Response, { route }: State): string | null {
  const name = `${answer.request().method()} ${new URL(answer.url()).pathname}`
  const came = route === null || new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`).test(name)
  return came ? route : name
}

const expectedAnswer = ({ status = 200, route }: State) => ({ status, answered: route })
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
