import type { Request } from 'express'
import type { Actor } from '../actor.ts'
import type { Practice } from '../settings/practice.ts'

/** One request as a handler sees it: strings only, and who is asking. */
export interface Visit<Who extends Actor = Actor> {
  actor: Who
  practice: Practice
  params: Record<string, string>
  query: Record<string, unknown>
  form: Record<string, unknown>
  /** The network address, right behind the configured number of proxies. */
  address: string
  browser: string
  request: Request
}

export function visitOf<Who extends Actor>(request: Request): Visit<Who> {
  return {
    actor: request.actor as Who,
    practice: request.practice as Practice,
    params: request.params as Record<string, string>,
    query: request.query,
    form: (request.body ?? {}) as Record<string, unknown>,
    address: request.ip ?? '',
    browser: (request.get('user-agent') ?? '').slice(0, 300),
    request,
  }
}

declare module 'express-serve-static-core' {
  interface Request {
    actor: Actor
    /** Absent on the pages that belong to no practice, such as the staff's sign-in. */
    practice?: Practice
    /** The practice was set up and its recovery kit is not stored yet. */
    owesKit?: true
  }
}
