import type { LogPage } from './log-page.ts'
import type { Opening } from './own-openings.ts'

/** The pages of this feature -> what each is given. */
export interface AuditLogViews {
  'staff/audit-log/index': LogPage
  'portal/openings': { openings: Opening[]; next: string | null }
}
