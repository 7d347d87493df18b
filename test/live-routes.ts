import type { Action } from '../src/policy.ts'
import { actionsOfRoutes } from '../src/web/router.ts'

export interface LiveRoute {
  method: 'GET' | 'POST'
  /** As registered, from the root: `/staff/clients/:id`. */
  path: string
  /** The action the route names, or null where it was registered without one. */
  action: Action | null
}

/** What Express 5 keeps of a registration; it has no public way to read its own routes. */
interface Layer {
  rawPath: unknown
  handle: object & { stack?: Layer[] }
  route?: { path: unknown; stack: { method: string; handle: object }[] }
}

/** Every route of a live application, in the order of registration. @throws where a path is not a plain text */
export function liveRoutes(app: { router: unknown }): LiveRoute[] {
  return [...routesIn((app.router as { stack: Layer[] }).stack, '')]
}

function* routesIn(stack: Layer[], prefix: string): Generator<LiveRoute> {
  for (const { route, rawPath, handle } of stack) {
    if (route) yield* methodsOf(route, prefix)
    else if (handle.stack) yield* routesIn(handle.stack, joined(prefix, rawPath))
  }
}

function methodsOf(route: NonNullable<Layer['route']>, prefix: string): LiveRoute[] {
  return route.stack.map(({ method, handle }) => {
    const name = method.toUpperCase()
    if (name !== 'GET' && name !== 'POST') throw new Error(`${name} ${prefix}: a change posts, a page gets`)
    return { method: name, path: joined(prefix, route.path), action: actionsOfRoutes.get(handle) ?? null }
  })
}

function joined(prefix: string, path: unknown): string {
  if (typeof path !== 'string') throw new Error(`a path beneath "${prefix}" is not a plain text: ${String(path)}`)
  return `${prefix}${path}`.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '')
}

/** `METHOD /path`, as the tables of the tests name a route. */
export const nameOf = ({ method, path }: LiveRoute): string => `${method} ${path}`

/** The path of a request: each `:name` filled in. @throws where a value is missing */
export function filled(path: string, params: Record<string, string>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`${path} needs ${name}`)
    return encodeURIComponent(value)
  })
}
