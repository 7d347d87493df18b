import { portalPath } from '../portal-path.ts'
import type { Visit } from '../web/visit.ts'
import type { Holder } from './holder.ts'
import type { Step } from './rules.ts'

/** Where a site's addresses begin. */
export const baseOf = (site: Holder['site'], { practice }: Visit): string =>
  site === 'staff' ? '/staff' : portalPath(practice)

/** Where each step of signing in leads the staff. */
export const staffPathAfter: Record<Step, string> = {
  in: '/staff',
  code: '/staff/sign-in/code',
  'set-up': '/staff/sign-in/second-factor',
}
