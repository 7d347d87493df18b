import type { StaffActor } from '../actor.ts'
import { findClients } from '../clients/client-list.ts'
import { now } from '../platform/clock.ts'
import { dayIn } from '../platform/time.ts'
import { authorize } from '../policy.ts'
import { download } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit } from '../web/submit.ts'
import { filterForm, lookForm, type Look } from './event-filter.ts'
import { exportLog } from './export-log.ts'
import { LOG, logPage } from './log-page.ts'

/** Organization > Audit log: who did what, when. */
export const auditLogRoutes = routes<StaffActor>()

auditLogRoutes.get(LOG, 'audit.view', (visit) => logPage(visit))

auditLogRoutes.post(`${LOG}/clients`, 'audit.view', (visit) => {
  authorize(visit.actor, 'audit.view')
  const look = async ({ search, ...filter }: Look) => ({ filter, ...(await findClients(visit.actor, search)) })
  return submit(visit, lookForm, look, {
    done: ({ search, clients, filter }) => logPage(visit, { search, found: search ? clients : null, filter }),
    again: (form) => logPage(visit, { search: String(form.values['search'] ?? ''), found: null, form }),
  })
})

auditLogRoutes.post(`${LOG}/export`, 'audit.export', (visit) => {
  authorize(visit.actor, 'audit.export')
  const { timeZone } = visit.practice
  return submit(visit, filterForm, (filter) => exportLog(visit.actor, filter, timeZone), {
    done: (file) => download(`audit-log-${dayIn(now(), timeZone)}.csv`, 'text/csv', file),
    again: (form) => logPage(visit, { search: '', found: null, form }),
  })
})
