import { randomUUID } from 'node:crypto'
import type { Asker } from './actors.ts'
import { encoded } from './answers.ts'
import type { Example, Form } from './examples.ts'
import type { Ids, World, Worlds } from './worlds.ts'
import { expectedOf, type Outcome } from './expected.ts'
import { filled, nameOf, type LiveRoute } from './live-routes.ts'

/** A route as it was found live, with its action and its example. */
export interface Judged extends LiveRoute {
  action: NonNullable<LiveRoute['action']>
  example: Example
}

/** One request of the matrix and what may come of it. */
export interface Case {
  route: Judged
  asker: Asker
  /** Whose rows are named: the asker's own, another organization's, a colleague's or another client's, nobody's, none. */
  ids: 'own' | 'foreign' | 'neighbour' | 'unknown' | 'malformed' | 'no practice'
  /** Where they stand: `path id`, `form staff`; empty for own. Answers to one place are compared with each other. */
  place: string
  path: string
  form: Form
  /** What was sent and so may be echoed. */
  sent: string[]
  expected: Outcome[]
}

interface Parts {
  path: Record<string, string>
  query: Record<string, string>
  form: Form
}

const partsOf = ({ params, query, form }: Example, world: World): Parts => ({
  path: { practice: world.practice, ...params?.(world) },
  query: query?.(world) ?? {},
  form: form?.(world) ?? {},
})

const malformed = ['not-an-id', '\0', '__proto__']

/** Every request of one person to one route. */
export function casesOf(route: Judged, asker: Asker, worlds: Worlds): Case[] {
  const own = partsOf(route.example, asker.world)
  const expected = ownOutcome(route, asker)
  const places = placesIn(
    own,
    partsOf(
      route.example,
      withIds(asker.world, () => 'another'),
    ),
  )
  return [
    caseOf(route, asker, 'own', '', own, [expected]),
    ...places.flatMap((place) =>
      strangersTo(asker, worlds).flatMap(({ ids, world }) => {
        const parts = swapped(own, partsOf(route.example, world), place)
        // a neighbour may share the row, such as a form of the practice
        if (JSON.stringify(parts) === JSON.stringify(own)) return []
        return caseOf(route, asker, ids, place, parts, outcomesOfSwap(place, expected, route.example.lost))
      }),
    ),
    ...unreadable(route, asker, own, worlds),
    ...practicesMissing(route, asker, own),
  ]
}

/** A form with a field nobody knows is refused, and the page it stands on is shown again to whoever may see it. */
function unreadable(route: Judged, asker: Asker, own: Parts, worlds: Worlds): Case[] {
  if (!route.example.form || route.example.isCarriedOn) return []
  const expected = ownOutcome(route, asker)
  const broken = { ...own, form: { ...own.form, 'nobody knows': 'this field' } }
  const theirs = { ...broken, path: partsOf(route.example, stranger(asker, worlds)).path }
  const hasIds = route.path !== route.path.replace(/:(?!practice)/, '')
  return [
    caseOf(route, asker, 'own', 'broken form', broken, [expected === 'ok' ? '422' : expected]),
    ...(hasIds
      ? [caseOf(route, asker, 'foreign', 'broken form', theirs, outcomesOfSwap('path', expected, route.example.lost))]
      : []),
  ]
}

/** The request that names only the asker's own rows, in a world made anew where one success uses it up. */
export async function ownCase(route: Judged, asker: Asker): Promise<Case> {
  const world = (await route.example.fresh?.(asker.world)) ?? asker.world
  return caseOf(route, asker, 'own', '', partsOf(route.example, world), [ownOutcome(route, asker)])
}

const siteOf = (path: string) => (path.startsWith('/portal/') ? 'portal' : 'staff')

/** Whoever is signed in on one site is nobody on the other. */
const ownOutcome = (route: Judged, { site, person }: Asker): Outcome =>
  expectedOf(nameOf(route), route.action, site === siteOf(route.path) ? person : 'anonymous')

/** The asker's world with the ids of the other organization. */
const stranger = ({ world }: Asker, { harbor, elm }: Worlds): World => ({
  ...world,
  ids: world.practice === elm.practice ? harbor.ids : elm.ids,
})

function strangersTo(asker: Asker, worlds: Worlds): { ids: Case['ids']; world: World }[] {
  const { world, person } = asker
  return [
    { ids: 'unknown', world: withIds(world, () => randomUUID()) },
    { ids: 'foreign', world: stranger(asker, worlds) },
    ...(['theo', 'granted', 'client'].includes(person)
      ? [{ ids: 'neighbour' as const, world: { ...world, ids: worlds.neighbours } }]
      : []),
    ...malformed.map((text) => ({ ids: 'malformed' as const, world: withIds(world, () => text) })),
  ]
}

const withIds = (world: World, make: () => string): World => ({
  ...world,
  ids: Object.fromEntries(Object.keys(world.ids).map((name) => [name, make()])) as unknown as Ids,
})

/** Where a request names rows: each parameter alone, and all of the path together where there are several. */
function placesIn(own: Parts, other: Parts): string[] {
  const places = (['path', 'query', 'form'] as const).map((part) =>
    Object.keys(own[part])
      .filter((name) => String(own[part][name]) !== String(other[part][name]))
      .map((name) => `${part} ${name}`),
  )
  return [...places.flat(), ...(places[0] && places[0].length > 1 ? ['path *'] : [])]
}

function swapped(own: Parts, other: Parts, place: string): Parts {
  const [part, name] = place.split(' ') as [keyof Parts, string]
  return { ...own, [part]: name === '*' ? other[part] : { ...own[part], [name]: other[part][name] } }
}

/** An id out of reach is "not there" in the path; in a form a rule may refuse it; in a query it may find nothing. */
function outcomesOfSwap(place: string, own: Outcome, lost: Outcome = '404'): Outcome[] {
  if (own === '403' || own === 'in') return [own]
  if (place.startsWith('path')) return [lost]
  if (own === '404') return [own]
  return place.startsWith('query') ? [own, '404'] : ['404', '422']
}

function practicesMissing(route: Judged, asker: Asker, own: Parts): Case[] {
  // who asks makes no difference before there is a practice: a visitor and a signed-in account stand for all
  if (!route.path.includes(':practice') || !['anonymous', 'client'].includes(asker.person)) return []
  return ['nowhere', ...malformed].map((practice) =>
    caseOf(route, asker, 'no practice', `practice ${practice}`, { ...own, path: { ...own.path, practice } }, ['404']),
  )
}

function caseOf(route: Judged, asker: Asker, ids: Case['ids'], place: string, parts: Parts, expected: Outcome[]): Case {
  const query = encoded(parts.query)
  const path = filled(route.path, parts.path) + (query && `?${query}`)
  const sent = [parts.path, parts.query, parts.form].flatMap((part) =>
    Object.values(part).flatMap((value) => value ?? []),
  )
  return { route, asker, ids, place, path, form: parts.form, sent, expected }
}
