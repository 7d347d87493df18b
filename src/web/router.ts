import express, { type Router } from 'express'
import type { Actor } from '../actor.ts'
import { refusalOf, wasAsked, type Action } from '../policy.ts'
import { recordRefusal } from './refusals.ts'
import type { Reply } from './reply.ts'
import { send } from './send.ts'
import { visitOf, type Visit } from './visit.ts'

type Handler<Who extends Actor> = (visit: Visit<Who>) => Reply | Promise<Reply>

/** The action each registered route names, by its handler: the authorization test reads it beside the live router. */
export const actionsOfRoutes = new WeakMap<object, Action>()

/** What the handler answers, unless the role alone refuses. Whoever is refused, by either, stands in the audit. */
async function answered<Who extends Actor>(visit: Visit<Who>, action: Action, handler: Handler<Who>): Promise<Reply> {
  try {
    const refusal = refusalOf(visit.actor, action)
    if (refusal) throw refusal
    return await handler(visit)
  } catch (error) {
    await recordRefusal(visit.actor, action, error)
    throw error
  }
}

/**
 * A router whose every route names its action. The role is refused (403) before anything is parsed, and a reply whose
 * action was never asked of `authorize` is not sent: a form refused before its operation ran is no exception, so the page
 * that is shown again asks for the route's own action.
 */
export function routes<Who extends Actor>() {
  const router: Router = express.Router({ mergeParams: true })
  const on = (method: 'get' | 'post') => (path: string, action: Action, handler: Handler<Who>) => {
    const handle = async (request: express.Request, response: express.Response) => {
      const visit = visitOf<Who>(request)
      const reply = await answered(visit, action, handler)
      if (!wasAsked(visit.actor, action)) throw new Error(`${action} was not asked before answering`)
      send(request, response, reply)
    }
    actionsOfRoutes.set(handle, action)
    router[method](path, handle)
  }
  return { get: on('get'), post: on('post'), router }
}
