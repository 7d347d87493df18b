import type { Visit } from '../web/visit.ts'
import type { Holder } from './holder.ts'

/** Where a site's addresses begin. */
export const baseOf = (site: Holder['site'], { practice }: Visit): string =>
  site === 'staff' ? '/staff' : `/portal/${practice.portalAddress}`
