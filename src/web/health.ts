import { Router } from 'express'
import { infrastructure } from '../platform/database.ts'

let draining = false

/** From now on `/ready` says no, so that a proxy sends nobody here any more. */
export function startDraining(): void {
  draining = true
}

/** `/live`: the process answers. `/ready`: it also reaches its database and is not shutting down. And robots are refused. */
export function health(): Router {
  const router = Router()
  router.get('/live', (_request, response) => response.type('text/plain').send('live\n'))
  router.get('/ready', async (_request, response) => {
    const ready =
      !draining &&
      (await infrastructure()
        .query('select 1')
        .then(
          () => true,
          () => false,
        ))
    response
      .status(ready ? 200 : 503)
      .type('text/plain')
      .send(ready ? 'ready\n' : 'not ready\n')
  })
  router.get('/robots.txt', (_request, response) => response.type('text/plain').send('User-agent: *\nDisallow: /\n'))
  return router
}
