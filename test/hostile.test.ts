import { createServer } from 'node:http'
import type { Response } from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arrangeAskers, type Asker } from './actors.ts'
import { encoded, Inquiry } from './answers.ts'
import { app } from './app.ts'
import type { Judged } from './cases.ts'
import { databaseWatch, sessionsKept } from './checksum.ts'
import { examples, type Example } from './examples.ts'
import { expectedOf } from './expected.ts'
import { hostileBodies, hostileValues } from './hostile-values.ts'
import { filled, liveRoutes, nameOf } from './live-routes.ts'
import { useStandIn } from './processor/stand-in.ts'
import { arrangeWorlds, type World } from './worlds.ts'

useStandIn()

const some = new RegExp(process.env['MATRIX_ROUTES'] ?? '')
const routes: Judged[] = liveRoutes(app).flatMap((route) => {
  const example = examples[nameOf(route)]
  return route.action && example && some.test(nameOf(route)) ? [{ ...route, action: route.action, example }] : []
})

const server = createServer(app)
let inquiry: Inquiry
let askers: Asker[]
let watch: Awaited<ReturnType<typeof databaseWatch>>
let restore: () => Promise<void>
const found = { asked: 0, wrong: [] as string[] }

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  inquiry = new Inquiry(server)
  askers = await arrangeAskers(await arrangeWorlds())
  watch = await databaseWatch()
  restore = await sessionsKept()
})
afterAll(() => void server.close())

/** Somebody for whom the route succeeds: on its own site, or whoever comes. */
const welcome = (route: Judged): Asker => {
  const site = route.path.startsWith('/portal/') ? 'portal' : 'staff'
  const may = (asker: Asker) => asker.site === site && expectedOf(nameOf(route), route.action, asker.person) === 'ok'
  const asker = askers.find(may) ?? askers.find(({ person }) => person === 'anonymous')
  if (!asker) throw new Error('nobody')
  return asker
}

const inside =
  /at .*\.(ts|js):\d+|node_modules|PrismaClient|syntax error at|SQLSTATE|invalid input syntax|\bselect .* from\b/

/** What is wrong with an answer, whatever was sent: a failure of ours, or something of our inside. */
function flawsOf({ status, text = '' }: Response): string[] {
  return [...(status >= 500 ? [`answered ${status}`] : []), ...(inside.test(text) ? ['shows its inside'] : [])]
}

interface Parts {
  path: Record<string, string>
  query: Record<string, string>
  body: string
}

const bodyOf = (form: ReturnType<NonNullable<Example['form']>>) => encoded(form)

function partsOf({ params, query, form }: Example, world: World): Parts {
  const path = { practice: world.practice, ...params?.(world) }
  return { path, query: query?.(world) ?? {}, body: bodyOf(form?.(world) ?? {}) }
}

const inPath = new Set(['a zero byte', 'ten thousand letters', 'SQL', '__proto__', 'a way up', 'a number too large'])

/** Every place of a request with every hostile value in it, and nothing else changed. */
function* attacksOn(route: Judged, world: World): Generator<[string, Parts]> {
  const own = partsOf(route.example, world)
  const form = route.example.form?.(world) ?? {}
  for (const [what, value] of Object.entries(hostileValues)) {
    for (const name of inPath.has(what)
      ? Object.keys(own.path).filter((each) => route.path.includes(`:${each}`))
      : []) {
      // a path of 10,000 letters is an address like any other, and an empty part another route
      yield [`path ${name} ${what}`, { ...own, path: { ...own.path, [name]: value.slice(0, 2000) } }]
    }
    for (const name of Object.keys(own.query)) {
      yield [`query ${name} ${what}`, { ...own, query: { ...own.query, [name]: value } }]
    }
    if (route.method === 'GET') continue
    for (const name of Object.keys(form)) {
      yield [`form ${name} ${what}`, { ...own, body: bodyOf({ ...form, [name]: value }) }]
    }
  }
  if (route.method === 'GET') return
  for (const name of [...Object.keys(form), 'id']) {
    for (const [what, make] of Object.entries(hostileBodies)) {
      const rest = bodyOf(Object.fromEntries(Object.entries(form).filter(([each]) => each !== name)))
      yield [`form ${name} ${what}`, { ...own, body: [rest, make(name)].filter(Boolean).join('&') }]
    }
  }
}

const ask = async ({ method, path }: Judged, { cookie }: Asker, parts: Parts) => {
  const query = encoded(parts.query)
  const whole = filled(path, parts.path) + (query && `?${query}`)
  found.asked += 1
  return inquiry.ask({ method, path: whole, cookie, raw: parts.body, headers: { 'sec-fetch-site': 'same-origin' } })
}

const AT_ONCE = 8

/** Puts every attack on a route, some at once. @returns whether one of them was taken */
async function attack(route: Judged): Promise<boolean> {
  const asker = welcome(route)
  const world = (await route.example.fresh?.(asker.world)) ?? asker.world
  const waiting = [...attacksOn(route, world)]
  let isTaken = false
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [what, parts] = next
      const answer = await ask(route, asker, parts)
      isTaken ||= answer.status < 400
      found.wrong.push(...flawsOf(answer).map((flaw) => `${nameOf(route)}, ${what}: ${flaw}`))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return isTaken
}

test('no value in any place of a page’s address makes it fail', { timeout: 600_000 }, async () => {
  for (const route of routes.filter(({ method }) => method === 'GET')) await attack(route)
  await restore()
  expect(found.wrong).toEqual([])
})

test(
  'no value in any field makes a change fail, and where all are refused no row is another',
  { timeout: 600_000 },
  async () => {
    for (const route of routes.filter(({ method }) => method === 'POST')) {
      const before = (await watch()).rows
      const fresh = route.example.fresh !== undefined
      const isTaken = await attack(route)
      if (!isTaken && !fresh && (await watch()).rows !== before)
        found.wrong.push(`${nameOf(route)}: refused, and rows changed`)
      await restore()
    }
    const objects = Object.prototype as unknown as Record<string, unknown>
    expect(objects['isAdmin']).toBeUndefined()
    console.log(`S6: ${found.asked} hostile requests to ${routes.length} routes, ${found.wrong.length} wrong`)
    expect(found.wrong).toEqual([])
  },
)
