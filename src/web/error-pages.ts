import type { ErrorRequestHandler, RequestHandler } from 'express'
import {
  Busy,
  Forbidden,
  FromElsewhere,
  NeedsPermission,
  NeedsSeat,
  NotFound,
  TooManyAtOnce,
  TooManyTries,
} from '../errors.ts'
import { framesOf, log } from '../platform/log.ts'
import { layoutFor } from './layout.ts'

interface Problem {
  status: number
  heading: string
  sentence: string
}

const notFound: Problem = {
  status: 404,
  heading: 'This page is not here',
  sentence: 'The link may be old or incomplete, or it belongs to somebody else.',
}

/** Error class -> the page that says what to do next. Anything else is a 500 with a reference and no detail. */
const problems: [(error: unknown) => boolean, Problem][] = [
  [(error) => error instanceof NotFound, notFound],
  [
    (error) => error instanceof NeedsSeat,
    {
      status: 403,
      heading: 'This needs a seat',
      sentence:
        'It is open to those who have a seat in the Client Portal subscription. An administrator can give you one under Organization > Client Portal > Subscription.',
    },
  ],
  [
    (error) => error instanceof NeedsPermission,
    {
      status: 403,
      heading: 'This needs a permission',
      sentence:
        'It is open to those who may invite clients to the client portal and manage intake forms. An administrator can allow it to you under Organization > Staff. Nothing was changed.',
    },
  ],
  [
    (error) => error instanceof FromElsewhere,
    {
      status: 403,
      heading: 'This did not come from our own page',
      sentence:
        'The request came from another site or program. Nothing was changed. Please open the page here and try again.',
    },
  ],
  [
    (error) => error instanceof Forbidden,
    {
      status: 403,
      heading: 'This is not open to you',
      sentence: 'Your role does not include it. Nothing was changed.',
    },
  ],
  [
    (error) => error instanceof TooManyAtOnce,
    {
      status: 429,
      heading: 'Many people are signing in',
      sentence: 'Your password was not checked yet. Please try again in a few seconds.',
    },
  ],
  [
    (error) => error instanceof TooManyTries,
    {
      status: 429,
      heading: 'Too many tries',
      sentence: 'To keep accounts safe we pause for a while. Please try again later, or call the practice.',
    },
  ],
  [
    (error) => error instanceof Busy,
    {
      status: 503,
      heading: 'We are very busy',
      sentence: 'Please try again in a moment. Nothing was lost or half-done.',
    },
  ],
  [
    (error) => statusOf(error) === 413,
    {
      status: 413,
      heading: 'That is too much at once',
      sentence: 'What was sent is larger than this page can take. Nothing was changed.',
    },
  ],
  [
    (error) => [400, 415].includes(statusOf(error) ?? 0),
    {
      status: 400,
      heading: 'We could not read this',
      sentence: 'What was sent is not in a form this page can read. Nothing was changed.',
    },
  ],
]

const statusOf = (error: unknown) => (error as { status?: number }).status

/** Whatever no route has answered does not exist. */
export const nothingHere: RequestHandler = () => {
  throw new NotFound()
}

export const errorPages: ErrorRequestHandler = (error, request, response, next) => {
  if (response.headersSent) return next(error)
  const known = problems.find(([matches]) => matches(error))?.[1]
  const { status, heading, sentence } = known ?? {
    status: 500,
    heading: 'Something went wrong on our side',
    sentence: 'Nothing was half-done. Please try again; if it happens again, give the practice the reference below.',
  }
  if (!known) log.error({ request: request.id, error: (error as Error).name, at: framesOf(error) }, 'failed')
  if (error instanceof TooManyTries) response.set('Retry-After', String(error.retryAfter))
  request.actor ??= { kind: 'Visitor', organizationId: null }
  const locals = layoutFor(request, heading)
  const home = { href: locals.page.base, label: 'Go to Home' }
  response.status(status).render('errors/problem', {
    ...locals,
    m: { heading, sentence, next: home, reference: known ? null : request.id },
  })
}
