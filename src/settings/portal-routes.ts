import type { PortalClient, Visitor } from '../actor.ts'
import { page } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { privacyNotice } from './forms.ts'

/** What everybody may read at a practice's address. */
export const publicRoutes = routes<Visitor | PortalClient>()

publicRoutes.get('/privacy', 'public.read', async ({ actor }) => {
  const notice = await privacyNotice(actor)
  return page('portal/privacy', notice.content.title, notice)
})
