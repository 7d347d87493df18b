import { Router } from 'express'
import { homeRoutes as portalHome, signInRoutes as portalSignIn } from './accounts/portal-routes.ts'
import { clientRoutes } from './clients/staff-routes.ts'
import { homeRoutes as staffHome, signInRoutes as staffSignIn } from './staff/staff-routes.ts'
import { membersOnly } from './web/who.ts'

/** The URL map: prefix -> audience -> feature. Who asks was found out before (web/who.ts). */
export function siteRoutes(): { staff: Router; portal: Router } {
  const staff = Router({ mergeParams: true })
  staff.use(staffSignIn.router)
  staff.use(membersOnly(() => '/staff/sign-in'))
  staff.use(staffHome.router)
  staff.use(clientRoutes.router)

  const portal = Router({ mergeParams: true })
  portal.use(portalSignIn.router)
  portal.use(membersOnly((request) => `${request.baseUrl}/sign-in`))
  portal.use(portalHome.router)

  return { staff, portal }
}
