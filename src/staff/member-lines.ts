import type { ShownStatus } from '../clients/portal-status.ts'
import { now } from '../platform/clock.ts'
import { showMoment } from '../platform/time.ts'
import type { Member, OpenInvitation } from './queries.ts'
import { roleWords, type StaffRole } from './rules.ts'

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

/** The roles to choose from, each with what it opens. */
export const roleChoices = [
  { role: 'administrator', label: 'Administrator', hint: 'Every client, the staff and all settings.' },
  { role: 'therapist', label: 'Therapist', hint: 'The clients assigned to them, with their forms and documents.' },
  { role: 'office', label: 'Office', hint: 'Every client’s details and every status, but no clinical answer.' },
] as const satisfies { role: StaffRole; label: string; hint: string }[]
export type RoleChoice = (typeof roleChoices)[number]

/** Somebody who is invited to the staff, as the list shows them. */
export interface InvitedLine {
  id: string
  name: string
  email: string
  role: string
  invitedAt: Date
  expiresAt: Date
  hasRunOut: boolean
  mail: ShownStatus
}

export const invitedLine = (invitation: OpenInvitation, timeZone: string): InvitedLine => ({
  ...{ id: invitation.id, name: invitation.name, email: invitation.email, role: roleInFull(invitation) },
  ...{ invitedAt: invitation.createdAt, expiresAt: invitation.expiresAt, hasRunOut: invitation.expiresAt <= now() },
  mail: mailFate(invitation.mail, timeZone),
})

/** What became of a mail as far as anybody can know: handed over or not, never "delivered". */
function mailFate(mail: OpenInvitation['mail'], timeZone: string): ShownStatus {
  if (mail?.state === 'refused') return { words: `Refused by the mail service (${mail.refusal})`, look: 'warn' }
  if (!mail?.handedAt) return { words: 'Waits for the mail service', look: 'info' }
  return { words: `Handed to the mail service ${showMoment(mail.handedAt, timeZone)}`, look: 'plain' }
}

/** Administrators may see clients as well; the other roles say by themselves whether they do. */
const roleInFull = ({ role, seesClients }: { role: string; seesClients: boolean }) =>
  roleWords(role) + (role === 'administrator' && seesClients ? ', sees clients' : '')
