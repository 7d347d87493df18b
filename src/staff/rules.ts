import { RuleBroken } from '../errors.ts'

/** The roles a member of the staff can have, as the database knows them. */
export const staffRoles = ['administrator', 'therapist', 'office'] as const
export type StaffRole = (typeof staffRoles)[number]

/** Role -> who asks, in the words of the permission table; the screen uses the same. */
export const actorKinds = { administrator: 'Administrator', therapist: 'Therapist', office: 'Office' } as const

/** A role as it stands in a row, in words. */
export const roleWords = (role: string): string => actorKinds[role as StaffRole]

/** Whether clients can be assigned: to therapists always, to office never, to administrators where they say so. */
export const seesClientsAs = (role: StaffRole, chosen: boolean): boolean =>
  role === 'therapist' || (role === 'administrator' && chosen)

/** How long the link of an invitation to the staff works, in days. */
export const STAFF_INVITATION_DAYS = 7

/** The life of an invitation to the staff: state -> action -> state. What is not here is refused. */
export const staffInvitationLife = {
  open: { accept: 'accepted', supersede: 'superseded', revoke: 'revoked' },
  accepted: {},
  superseded: {},
  revoked: {},
} as const

export type StaffInvitationState = keyof typeof staffInvitationLife
export type StaffInvitationAction = keyof (typeof staffInvitationLife)['open']

/** @returns the state after `action`. @throws RuleBroken where the life of an invitation has no such step */
export function afterAction(state: string, action: StaffInvitationAction): StaffInvitationState {
  const life = staffInvitationLife[state as StaffInvitationState] ?? {}
  const next = (life as Partial<Record<StaffInvitationAction, StaffInvitationState>>)[action]
  if (!next) throw new RuleBroken('This invitation has ended. Please ask the practice for a new one.')
  return next
}
