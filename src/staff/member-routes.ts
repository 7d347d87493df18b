import type { StaffActor } from '../actor.ts'
import { buttonOnly } from '../fields.ts'
import { endSession } from '../web/passports.ts'
import { seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { changeRole, roleForm } from './change-role.ts'
import { deactivateMember, deactivationForm } from './deactivate-member.ts'
import { listPage } from './list-page.ts'
import { memberPage } from './member-page.ts'
import { reactivateMember } from './reactivate-member.ts'
import { permissionsPage } from './permissions-page.ts'
import { permissionForm, setPermission } from './set-permission.ts'

/** Organization > Staff: who is on it, and what can be done about one member. */
export const memberRoutes = routes<StaffActor>()
const on = memberRoutes
const STAFF = '/organization/staff'

on.get(STAFF, 'staff.list', (visit) => listPage(visit))

on.get(`${STAFF}/permissions`, 'permission.list', ({ actor }) => permissionsPage(actor))

on.get(`${STAFF}/:id`, 'staff.view', (visit) => memberPage(visit))

on.post(`${STAFF}/:id/role`, 'staff.change-role', (visit) =>
  submit(visit, roleForm, (form) => changeRole(visit.actor, visit.params['id']!, form), {
    // whoever gave up being an administrator has no page of the staff to go back to
    done: (role) =>
      isOneself(visit) && role !== 'administrator'
        ? seeOther('/staff')
        : backToMember(visit, 'The role is saved. It counts from their next click on.'),
    again: (form) => memberPage(visit, { of: 'role', form }),
  }),
)

on.post(`${STAFF}/:id/permission`, 'staff.set-permission', (visit) =>
  submit(visit, permissionForm, (form) => setPermission(visit.actor, visit.params['id']!, form), {
    done: () => backToMember(visit, 'The permission is saved. It counts from their next click on.'),
    again: (form) => memberPage(visit, { of: 'permission', form }),
  }),
)

on.post(`${STAFF}/:id/deactivation`, 'staff.deactivate', (visit) =>
  submit(visit, deactivationForm, (form) => deactivateMember(visit.actor, visit.params['id']!, form), {
    done: async () => {
      if (!isOneself(visit)) return backToMember(visit, 'Deactivated, and signed out everywhere.')
      await endSession(visit.request)
      return seeOther('/staff/sign-in')
    },
    again: (form) => memberPage(visit, { of: 'leaving', form }),
  }),
)

on.post(`${STAFF}/:id/reactivation`, 'staff.reactivate', (visit) =>
  submit(visit, buttonOnly, () => reactivateMember(visit.actor, visit.params['id']!), {
    done: () => backToMember(visit, 'Reactivated: they can sign in again with their own password.'),
    again: (form) => memberPage(visit, { of: 'returning', form }),
  }),
)

const isOneself = ({ actor, params }: Visit<StaffActor>) => params['id'] === actor.staffId

function backToMember({ request, params }: Visit<StaffActor>, notice: string) {
  request.session.notice = notice
  return seeOther(`/staff/organization/staff/${params['id']}`)
}
