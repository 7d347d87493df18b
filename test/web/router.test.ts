import express, { type ErrorRequestHandler } from 'express'
import request from 'supertest'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Visitor } from '../../src/actor.ts'
import { authorize, type Action, type FileAction } from '../../src/policy.ts'
import { json, page, type Reply } from '../../src/web/reply.ts'
import { routes } from '../../src/web/router.ts'
import { submit, unsent } from '../../src/web/submit.ts'
import type { Visit } from '../../src/web/visit.ts'

type Asking = (visit: Visit<Visitor>, action: Exclude<Action, FileAction>) => Reply | Promise<Reply>

/** A site of one route, whose action is `session.start`; asks as a visitor. @returns status and what is shown */
async function answerOf(handler: Asking, asked: Exclude<Action, FileAction>) {
  const { router, get } = routes<Visitor>()
  get('/', 'session.start', (visit) => handler(visit, asked))
  const app = express()
  app.engine('ejs', (_file, _data, done) => done(null, 'a page'))
  app.set('views', 'views').set('view engine', 'ejs')
  app.use((each, _response, next) => {
    each.actor = { kind: 'Visitor', organizationId: null }
    next()
  })
  app.use(router)
  const failed: ErrorRequestHandler = (error: Error, _request, response, next) => {
    if (response.headersSent) next(error)
    else response.status(500).send(error.message)
  }
  app.use(failed)
  const { status, text } = await request(app).get('/')
  return { status, text }
}

const answered: Asking = ({ actor }, action) => {
  authorize(actor, action)
  return json({ said: 'something' })
}

/** Refused before its operation runs; only the page shown again asks. */
const refused: Asking = (visit, action) =>
  submit(visit, z.strictObject({ never: z.string() }), () => Promise.resolve(), {
    done: () => json({}),
    again: () => {
      authorize(visit.actor, action)
      return page('portal/sign-in', 'Sign in', { form: unsent() })
    },
  })

test.each([
  ['an answer', answered, 200, '{"said":"something"}'],
  ['a refused form', refused, 422, 'a page'],
])('%s whose own action was asked is sent', async (_what, handler, status, text) => {
  expect(await answerOf(handler, 'session.start')).toEqual({ status, text })
})

test.each([
  ['an answer', answered],
  ['a refused form', refused],
])('%s is not sent where only something else was asked', async (_what, handler) => {
  expect(await answerOf(handler, 'session.end')).toEqual({
    status: 500,
    text: 'session.start was not asked before answering',
  })
})
