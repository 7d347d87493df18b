import type { PortalClient } from '../actor.ts'
import { page } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { ownOpenings } from './own-openings.ts'

/** Who opened a client's own file, and when. */
export const openingRoutes = routes<PortalClient>()

openingRoutes.get('/openings', 'opening.list', async ({ actor, query }) =>
  page('portal/openings', 'Who opened my file', await ownOpenings(actor, query['before'])),
)
