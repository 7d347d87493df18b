import type { StaffActor } from '../actor.ts'
import { page } from '../web/reply.ts'
import { unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { invitedLine, memberLine } from './member-lines.ts'
import { staffList } from './queries.ts'

/** Organization > Staff: everybody on it, and who is invited. */
export async function listPage({ actor, practice }: Visit<StaffActor>, form: FormState = unsent()) {
  const { members, invitations } = await staffList(actor)
  return page('staff/members/index', 'Staff', {
    members: members.map(memberLine),
    invitations: invitations.map((each) => invitedLine(each, practice.timeZone)),
    form,
  })
}
