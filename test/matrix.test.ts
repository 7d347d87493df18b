import { createServer } from 'node:http'
import type { Response } from 'supertest'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { policy } from '../src/policy.ts'
import { closeDatabase } from '../src/platform/database.ts'
import { arrangeAskers, type Asker } from './actors.ts'
import { Inquiry, type Question } from './answers.ts'
import { app } from './app.ts'
import { casesOf, ownCase, type Case, type Judged } from './cases.ts'
import { databaseWatch, sessionsKept, type State } from './checksum.ts'
import { examples } from './examples.ts'
import { arrangeWorlds, type Worlds } from './worlds.ts'
import { judged, type Person } from './expected.ts'
import { leaksIn, outcomeOf, told } from './judge.ts'
import { liveRoutes, nameOf } from './live-routes.ts'
import { useStandIn } from './processor/stand-in.ts'

/** Routes that ask nobody for an action: they show nothing of anybody. The webhook asks for a signature instead. */
const withoutAction = ['GET /live', 'GET /ready', 'GET /robots.txt', 'POST /webhooks/stripe', 'GET /']

/** Actions that no route of the running application names, and where they are asked and tested. */
const askedElsewhere: Record<string, string> = {
  'practice.set-up': 'mounted by the start while there is no practice: test/setup-practice',
  'client.change-sign-in':
    'asked where a changed file changes a sign-in as well: test/clients/who-changes-address.test.ts',
}

const live = liveRoutes(app)
const judgedRoutes: Judged[] = live.flatMap((route) => {
  const example = examples[nameOf(route)]
  return route.action && example ? [{ ...route, action: route.action, example }] : []
})
/** All of them, unless told: the search for faults is content with some. */
const some = new RegExp(process.env['MATRIX_ROUTES'] ?? '')
const routes = judgedRoutes.filter((route) => some.test(nameOf(route)))

useStandIn()
const server = createServer(app)
let inquiry: Inquiry
let worlds: Worlds
let askers: Asker[]
let state: () => Promise<State>
let restore: () => Promise<void>

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  inquiry = new Inquiry(server)
  worlds = await arrangeWorlds()
  askers = await arrangeAskers(worlds)
  state = await databaseWatch()
  restore = await sessionsKept()
})

// whoever was signed out, or is owed a recovery kit, by the test before
beforeEach(() => restore())

afterAll(() => void server.close())

test('every route names an action, has an example and an expected answer; every action has a route', () => {
  expect(live.length).toBeGreaterThan(10)
  expect(live.filter(({ action }) => !action).map(nameOf)).toEqual(withoutAction)
  const named = live.filter(({ action }) => action)
  expect(
    named.map(nameOf).filter((name) => !(name in examples)),
    'no example',
  ).toEqual([])
  expect(
    Object.keys(examples).filter((name) => !named.some((route) => nameOf(route) === name)),
    'gone',
  ).toEqual([])
  expect(
    Object.keys(policy).filter((action) => !judged.includes(action) && !(action in askedElsewhere)),
    'no row in expected.ts',
  ).toEqual([])
  const unnamed = Object.keys(policy).filter((action) => !named.some((route) => route.action === action))
  expect(
    unnamed.filter((action) => !(action in askedElsewhere)),
    'asked by no route',
  ).toEqual([])
})

const cases = { asked: 0, half: 0, leaks: [] as string[], succeeded: new Set<string>() }

test('nobody reaches what is not theirs, and a refusal changes nothing', { timeout: 900_000 }, async () => {
  for (const [route, asker] of pairs(routes, askers)) {
    const unknowns = new Map<string, string>()
    const [own, ...others] = casesOf(route, asker, worlds)
    // some pages are there only in a world made anew
    if (own && route.method === 'GET' && route.example.fresh) await ownCase(route, asker)
    if (own && !isAllowedWrite(own)) await put(own, unknowns)
    const opensOwn = own?.expected[0] === 'ok'
    const before = await state()
    const outcomes = new Set<string>()
    for (const each of own && !opensOwn ? [own, ...others] : others) {
      outcomes.add(outcomeOf(each, await put(each, unknowns)))
    }
    const after = await state()
    const what = `${nameOf(route)} as ${asker.person}: among the refused, something`
    if (after.rows !== before.rows) cases.leaks.push(`${what} changed the database`)
    // a form or a list shown again may show a file as well
    const mayOpen = outcomes.has('ok') || outcomes.has('422')
    if (after.opened !== before.opened && !mayOpen) cases.leaks.push(`${what} is a file opened, says the audit`)
    await restore()
  }
  expect(cases.leaks).toEqual([])
})

test('whoever may, can: every allowed change succeeds', { timeout: 900_000 }, async () => {
  const found = cases.leaks.length
  for (const [route, asker] of pairs(routes, askers)) {
    const own = await ownCase(route, asker)
    if (!isAllowedWrite(own)) continue
    await put(own, new Map())
    await restore()
  }
  console.log(
    `S1: ${cases.asked} cases, ${cases.leaks.length} leaks (${routes.length} routes, ${askers.length} persons); ` +
      `S9: ${cases.half} of them by somebody between password and second factor`,
  )
  expect(cases.leaks.slice(found)).toEqual([])
  expect(
    routes.map(nameOf).filter((name) => !cases.succeeded.has(name)),
    'succeeds for nobody',
  ).toEqual([])
})

const isAllowedWrite = ({ route, ids, place, expected }: Case) =>
  route.method === 'POST' && ids === 'own' && place === '' && expected[0] === 'ok'

const pairs = (all: Judged[], by: Asker[]) => all.flatMap((route) => by.map((asker) => [route, asker] as const))

/** Puts one case to the application and judges the answer. */
async function put(each: Case, unknowns: Map<string, string>): Promise<Response> {
  const { route, path, form, asker } = each
  const question = { path, cookie: asker.cookie }
  const answer = route.method === 'POST' ? await inquiry.post({ ...question, form }) : await inquiry.get(question)
  cases.asked += 1
  if (['half', 'owing', 'midway'].includes(asker.person)) cases.half += 1
  cases.leaks.push(...leaksIn(each, answer, unknowns).map((what) => told(each, what)))
  if (each.ids === 'own' && outcomeOf(each, answer) === 'ok') cases.succeeded.add(nameOf(route))
  return answer
}

/** Somebody for whom the route succeeds, with a request of their own. */
async function allowed(route: Judged): Promise<Case> {
  const somebody = askers.find((asker) => casesOf(route, asker, worlds)[0]?.expected[0] === 'ok')
  if (!somebody) throw new Error(`${nameOf(route)} is open to nobody`)
  return ownCase(route, somebody)
}

const cookieOf = (person: Person) => askers.find((asker) => asker.person === person)?.cookie ?? ''

/** How a change looks that does not come from our own pages. */
const elsewhere: Record<string, Record<string, string>> = {
  'another site': { 'sec-fetch-site': 'cross-site', origin: 'https://anteroom.example' },
  'a sibling of the site': { 'sec-fetch-site': 'same-site', origin: 'https://anteroom.example' },
  'the address bar': { 'sec-fetch-site': 'none', origin: 'https://anteroom.example' },
  'an old browser on another site': { origin: 'https://elsewhere.example' },
  'an old browser over http': { origin: 'http://anteroom.example' },
  'a sandboxed page': { origin: 'null' },
  'a program that says nothing': {},
}

test('a change from elsewhere is refused at every route that takes one, and so are other methods', async () => {
  const taken: string[] = []
  let asked = 0
  for (const route of routes) {
    const { path, form, asker } = await allowed(route)
    const before = await state()
    const refused = async (what: string, question: Omit<Question, 'path' | 'cookie'>) => {
      const { status, text } = await inquiry.ask({ ...question, path, cookie: asker.cookie })
      asked += 1
      const isSaid = text.includes('This did not come from our own page')
      if (status !== 403 || !isSaid || (await state()).rows !== before.rows)
        taken.push(`${nameOf(route)} ${what}: ${status}`)
    }
    for (const [what, headers] of route.method === 'POST' ? Object.entries(elsewhere) : []) {
      await refused(`from ${what}`, { method: 'POST', form, headers })
    }
    for (const method of ['PUT', 'PATCH', 'DELETE', 'TRACE'] as const) {
      await refused(`by ${method}`, { method, headers: { 'sec-fetch-site': 'same-origin' } })
    }
  }
  console.log(`S11: ${asked} changes from elsewhere or by other methods, ${taken.length} taken`)
  expect(asked).toBeGreaterThan(25)
  expect(taken).toEqual([])
})

test('an old browser that names our own address as its origin is let in', async () => {
  const route = judgedRoutes.find((one) => nameOf(one) === 'POST /staff/sign-in')!
  const { path, form } = await allowed(route)
  const { status } = await inquiry.ask({ method: 'POST', path, form, headers: { origin: 'https://anteroom.example' } })
  expect(status).toBe(303)
})

test('a form sent with nothing in it is answered, at every route that takes one', { timeout: 300_000 }, async () => {
  const failed: string[] = []
  for (const route of routes.filter(({ method }) => method === 'POST')) {
    const { path, asker } = await allowed(route)
    const { status } = await inquiry.post({ path, cookie: asker.cookie, form: {} })
    if (status >= 500) failed.push(`${nameOf(route)} as ${asker.person}: ${status}`)
    await restore()
  }
  expect(failed).toEqual([])
})

test('too much, the unreadable and the files behind the application are refused with a page', async () => {
  const big = { email: 'a'.repeat(70_000) }
  expect((await inquiry.post({ path: '/staff/sign-in', form: big })).status).toBe(413)
  const json = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  expect((await inquiry.ask({ method: 'POST', path: '/staff/sign-in', headers: json })).status).toBe(422)
  const cookie = cookieOf('ada')
  for (const path of ['/staff/clients/%E0%A4%A', '/portal/%ff/sign-in']) {
    expect((await inquiry.get({ path, cookie })).status, path).toBe(400)
  }
  const behind = [
    '/.git/config',
    '/.env',
    '/package.json',
    '/src/app.ts',
    '/public/../src/app.ts',
    '/public/app.js.map',
  ]
  for (const path of behind) expect((await inquiry.get({ path })).status, path).toBe(404)
})

test('every answer carried every header, the one that tells of a failure included', async () => {
  await closeDatabase()
  expect((await inquiry.get({ path: '/staff', cookie: cookieOf('ada') })).status).toBe(500)
  const statuses = [...inquiry.statuses].sort(([one], [other]) => one - other)
  console.log(
    `S11: ${inquiry.answers} answers, ${inquiry.flaws.size} flaws (${statuses.map((pair) => pair.join(': ')).join(', ')})`,
  )
  expect([...inquiry.flaws]).toEqual([])
  expect(statuses.map(([status]) => status)).toEqual(expect.arrayContaining([200, 303, 400, 403, 404, 413, 422, 500]))
})
