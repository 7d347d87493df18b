import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import { log } from '../platform/log.ts'

declare module 'express-serve-static-core' {
  interface Request {
    /** The reference that the page of a failure names, and the log. */
    id: string
  }
}

/** One line a request, when its answer has gone or its connection has: never a query, a header or a body. */
export function requestLog(request: Request, response: Response, next: NextFunction): void {
  const began = performance.now()
  request.id = randomUUID()
  // routers rewrite `url` on the way
  const { method, url } = request
  response.once('close', () => {
    const took = Math.round(performance.now() - began)
    const line = { request: request.id, method, path: url.split('?', 1)[0], status: response.statusCode, took }
    const level = response.statusCode >= 500 ? 'error' : 'info'
    log[level](line, response.writableFinished ? 'answered' : 'broken off')
  })
  next()
}
