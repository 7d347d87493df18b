import { Router } from 'express'
import { homeRoutes as portalHome, signInRoutes as portalSignIn } from './accounts/portal-routes.ts'
import { openingRoutes } from './audit-log/portal-routes.ts'
import { auditLogRoutes } from './audit-log/staff-routes.ts'
import { invitationRoutes as openedInvitations } from './accounts/invitation-routes.ts'
import { halfWayRoutes } from './credentials/half-way-routes.ts'
import { passwordLinkRoutes } from './credentials/password-link-routes.ts'
import { profileRoutes } from './credentials/profile-routes.ts'
import { kitRoutes, signInRulesRoutes } from './credentials/staff-routes.ts'
import { clientRoutes } from './clients/staff-routes.ts'
import { consentRoutes } from './intakes/consent-routes.ts'
import { paperRoutes } from './intakes/paper-routes.ts'
import { formRoutes } from './intakes/portal-routes.ts'
import { signingRoutes } from './intakes/signing-routes.ts'
import { documentRoutes as ownDocuments, keyRoutes } from './documents/portal-routes.ts'
import { documentRoutes } from './documents/staff-routes.ts'
import { submissionRoutes } from './documents/submission-routes.ts'
import { invitationRoutes } from './invitations/staff-routes.ts'
import { practiceRoutes } from './settings/practice-routes.ts'
import { webhookRoutes } from './processor/webhook-routes.ts'
import { publicRoutes } from './settings/portal-routes.ts'
import { clientPortalRoutes } from './settings/staff-routes.ts'
import { invitationRoutes as staffInvitations } from './staff/invitation-routes.ts'
import { joiningRoutes } from './staff/joining-routes.ts'
import { memberRoutes } from './staff/member-routes.ts'
import { preferencesRoutes } from './staff/preferences-routes.ts'
import { homeRoutes as staffHome, signInRoutes as staffSignIn } from './staff/staff-routes.ts'
import { subscriptionRoutes } from './subscriptions/staff-routes.ts'
import { kitFirst, membersOnly } from './web/who.ts'

/** The URL map: prefix -> audience -> feature. Who asks was found out before (web/who.ts). */
export function siteRoutes(): { staff: Router; portal: Router; webhooks: Router } {
  const staff = Router({ mergeParams: true })
  staff.use(staffSignIn.router)
  staff.use(halfWayRoutes('staff').router)
  staff.use(passwordLinkRoutes('staff').router)
  staff.use(joiningRoutes.router)
  staff.use(membersOnly(() => '/staff/sign-in'))
  staff.use(kitRoutes.router)
  staff.use(kitFirst)
  staff.use(staffHome.router)
  staff.use(preferencesRoutes.router)
  staff.use(profileRoutes('staff').router)
  staff.use(practiceRoutes.router)
  staff.use(auditLogRoutes.router)
  staff.use(signInRulesRoutes.router)
  staff.use(clientRoutes.router)
  staff.use(documentRoutes.router)
  staff.use(clientPortalRoutes.router)
  staff.use(subscriptionRoutes.router)
  staff.use(invitationRoutes.router)
  staff.use(staffInvitations.router)
  staff.use(memberRoutes.router)

  const portal = Router({ mergeParams: true })
  portal.use(portalSignIn.router)
  portal.use(halfWayRoutes('portal').router)
  portal.use(passwordLinkRoutes('portal').router)
  portal.use(publicRoutes.router)
  portal.use(keyRoutes.router)
  portal.use(openedInvitations.router)
  portal.use(membersOnly((request) => `${request.baseUrl}/sign-in`))
  portal.use(portalHome.router)
  portal.use(profileRoutes('portal').router)
  portal.use(submissionRoutes.router)
  portal.use(ownDocuments.router)
  portal.use(openingRoutes.router)
  portal.use(signingRoutes.router)
  portal.use(paperRoutes.router)
  portal.use(formRoutes.router)
  portal.use(consentRoutes.router)

  return { staff, portal, webhooks: webhookRoutes }
}
