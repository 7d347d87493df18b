import type { InvitationStanding } from '../invitations/opened-invitation.ts'
import type { FormState } from '../web/submit.ts'
import type { StaffHome } from './home.ts'
import type { InvitedLine, MemberLine, RoleChoice } from './member-lines.ts'
import type { PermissionTable } from './permissions-page.ts'

/** The pages of this feature -> what each is given. */
export interface StaffViews {
  'staff/sign-in': { form: FormState }
  'staff/home': StaffHome
  'staff/profile/preferences': {
    form: FormState
    choices: { value: string; words: string; ticked: boolean }[]
    alwaysOn: { words: string; why: string }[]
  }
  'staff/members/index': { members: MemberLine[]; invitations: InvitedLine[]; form: FormState }
  'staff/members/permissions': PermissionTable
  'staff/members/new': { form: FormState; roles: readonly RoleChoice[]; former: { id: string; name: string } | null }
  'staff/members/join': {
    standing: InvitationStanding
    practice: string
    role: string
    email: string
    form: FormState
    phrase: string
  }
  'staff/members/show': {
    member: MemberLine
    clients: { id: string; name: string }[]
    isActive: boolean
    hasFactor: boolean
    isAdministrator: boolean
    isLastAdministrator: boolean
    roles: readonly RoleChoice[]
    takers: Taker[]
    /** What was sent and refused; the three forms start with what is. */
    form: FormState
    roleForm: FormState
    permissionForm: FormState
    leavingForm: FormState
  }
}

/** Its partials -> what each is given as `m`. */
export interface StaffPartials {
  'partials/hand-over': { form: FormState; name: string; label: string; takers: Taker[] }
  'partials/staff-role': { form: FormState; roles: readonly RoleChoice[] }
}

interface Taker {
  id: string
  name: string
}
