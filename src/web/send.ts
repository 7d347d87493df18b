import type { Request, Response } from 'express'
import { layoutFor } from './layout.ts'
import type { Reply } from './reply.ts'

/** Sends a reply: the only place where a feature's answer meets Express. */
export function send(request: Request, response: Response, reply: Reply): void {
  switch (reply.kind) {
    case 'page':
      response.status(reply.status).render(reply.view, { ...layoutFor(request, reply.title), m: reply.model })
      return
    case 'redirect':
      // without a body: of an answer with one, express-session lets the head go before the session is stored, and a
      // browser that follows at once is not signed in yet
      response.status(303).location(reply.to).end()
      return
    case 'json':
      response.status(reply.status).json(reply.body)
      return
    case 'file':
      response.attachment(reply.name).type(reply.type).send(reply.bytes)
  }
}
