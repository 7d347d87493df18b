import type { ShownStatus } from '../clients/portal-status.ts'
import type { Member } from './queries.ts'
import { roleWords } from './rules.ts'

/** A member of the staff as the list and the page of one show them. */
export interface MemberLine {
  id: string
  name: string
  email: string
  role: string
  clients: number
  /** Whether they invite clients: always, by permission, or not. */
  invites: string
  since: Date
  lastSignInAt: Date | null
  state: ShownStatus
}

export const memberLine = (member: Member): MemberLine => ({
  id: member.id,
  name: member.name,
  email: member.email,
  role: roleInFull(member),
  clients: member._count.assignments,
  invites: member.role === 'administrator' ? 'Always' : member.canInvite ? 'Yes' : 'No',
  since: member.createdAt,
  lastSignInAt: member.lastSignInAt,
  state: member.state === 'active' ? { words: 'Active', look: 'good' } : { words: 'Deactivated', look: 'plain' },
})

/** Administrators may see clients as well; the other roles say by themselves whether they do. */
const roleInFull = ({ role, seesClients }: Member) =>
  roleWords(role) + (role === 'administrator' && seesClients ? ', sees clients' : '')
