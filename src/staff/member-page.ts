import type { StaffActor } from '../actor.ts'
import { shownName } from '../clients/client-words.ts'
import { listedName } from '../clients/listed-client.ts'
import { authorize } from '../policy.ts'
import { page } from '../web/reply.ts'
import { unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { memberLine, roleChoices } from './member-lines.ts'
import { memberDetails } from './queries.ts'

/** The forms on a member's page. */
const actionOf = {
  role: 'staff.change-role',
  permission: 'staff.set-permission',
  leaving: 'staff.deactivate',
  returning: 'staff.reactivate',
} as const
type Of = keyof typeof actionOf

/** One member of the staff and what can be done; a form that was refused is shown as it was sent. */
export async function memberPage({ actor, params }: Visit<StaffActor>, sent?: { of: Of; form: FormState }) {
  const { member, clients, administrators, takers, hasFactor } = await memberDetails(actor, params['id']!)
  if (sent) authorize(actor, actionOf[sent.of], member)
  const isActive = member.state === 'active'
  const isAdministrator = member.role === 'administrator'
  const ticked = (is: boolean) => (is ? 'on' : '')
  const asIs = unsent({
    ...{
      role: member.role,
      seesClients: ticked(isAdministrator && member.seesClients),
      canInvite: ticked(member.canInvite),
    },
  })
  const formOf = (of: Of) => (sent?.of === of ? sent.form : asIs)
  return page('staff/members/show', short(member.name), {
    member: memberLine(member),
    clients: clients.map((client) => ({ id: client.id, name: listedName(actor, shownName(client)) })),
    ...{ isActive, isAdministrator, isLastAdministrator: isActive && isAdministrator && administrators === 1 },
    ...{
      hasFactor: hasFactor && member.id !== actor.staffId,
      roles: roleChoices,
      takers,
      form: sent?.form ?? unsent(),
    },
    ...{ roleForm: formOf('role'), permissionForm: formOf('permission'), leavingForm: formOf('leaving') },
  })
}

/** A name as the title of a browser's tab. */
const short = (name: string) => (name.length > 40 ? `${name.slice(0, 39)}…` : name)
