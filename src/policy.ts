import type { Prisma } from '../prisma/client/client.ts'
import type { Actor } from './actor.ts'
import { Forbidden, NeedsPermission, NeedsSeat, NotFound } from './errors.ts'

/**
 * `yes`: the role is enough. `reach`: the file must be within the actor's reach as well (404 otherwise).
 * `granted`: an administrator must have given the person the permission to invite as well (403 otherwise).
 * `seat`: the person must have a seat in the Client Portal subscription as well (403 otherwise).
 */
export type Rule = 'yes' | 'reach' | 'granted' | 'seat'
type Row = Partial<Record<Actor['kind'], Rule>>

const everyone = { Administrator: 'yes', Therapist: 'yes', Office: 'yes', PortalClient: 'yes', Visitor: 'yes' } as const
const staff = { Administrator: 'yes', Therapist: 'yes', Office: 'yes' } as const
const whoeverInvites = { Administrator: 'yes', Therapist: 'granted', Office: 'granted' } as const
const staffInReach = { Administrator: 'reach', Therapist: 'reach', Office: 'reach' } as const

/** THE permission table: action x role -> rule. What is not here is refused. The README shows the same table. */
export const policy = {
  'public.read': everyone,
  'session.start': everyone,
  'session.end': everyone,
  // between the password and being in, nobody is signed in yet
  'second-factor.pass': everyone,
  'password.set': everyone,

  // only while there is no practice yet, and only with the code from the log
  'practice.set-up': { Visitor: 'yes' },

  'profile.view': { ...staff, PortalClient: 'yes' },
  'profile.change': { ...staff, PortalClient: 'yes' },
  'preferences.change': staff,
  'recovery-kit.keep': { Administrator: 'yes' },
  'sign-in-rules.change': { Administrator: 'yes' },
  'practice.change': { Administrator: 'yes' },
  'audit.view': { Administrator: 'yes' },
  'audit.export': { Administrator: 'yes' },
  'second-factor.remove': { Administrator: 'reach' },

  'home.view': staff,
  'client.list': staff,
  'client.add': { Administrator: 'yes', Office: 'yes' },
  'client.view': staffInReach,
  'client.edit': staffInReach,
  // whoever can change it can become the client: those who may read everything anyway
  'client.change-sign-in': { Administrator: 'reach' },
  'client.assign': { Administrator: 'reach', Office: 'reach' },

  'staff.list': { Administrator: 'yes' },
  'staff.view': { Administrator: 'reach' },
  'staff.change-role': { Administrator: 'reach' },
  'staff.set-permission': { Administrator: 'reach' },
  'staff.deactivate': { Administrator: 'reach' },
  'staff.reactivate': { Administrator: 'reach' },
  'staff.invite': { Administrator: 'yes' },
  'staff-invitation.resend': { Administrator: 'reach' },
  'staff-invitation.revoke': { Administrator: 'reach' },
  'staff-invitation.open': everyone,
  'staff-invitation.accept': everyone,
  'permission.list': { Administrator: 'yes' },

  'portal-settings.view': whoeverInvites,
  'login-link.send': { Administrator: 'yes' },
  'form.list': whoeverInvites,
  'form.view': whoeverInvites,
  'client.invite': whoeverInvites,
  'subscription.view': { Administrator: 'yes' },
  'subscription.change': { Administrator: 'yes' },
  'subscription.pay': { Administrator: 'yes' },
  'seat.view': { Administrator: 'seat', Therapist: 'seat' },
  'invitation.open': everyone,
  'invitation.accept': everyone,
  'invitation.refuse': everyone,
  'invitation.renew': everyone,

  'portal.home': { PortalClient: 'yes' },
  'session.keep': { PortalClient: 'yes' },
  'intake.list': { PortalClient: 'yes' },
  'intake.fill': { PortalClient: 'reach' },
  'intake.sign': { PortalClient: 'reach' },
  'intake.paper': { PortalClient: 'reach' },
  'intake.submit': { PortalClient: 'yes' },
  'consent.give': { PortalClient: 'yes' },
  'consent.withdraw': { PortalClient: 'yes' },

  'document.list': { ...staffInReach, PortalClient: 'yes' },
  'document.open': { ...staffInReach, PortalClient: 'reach' },
  'document.give-reason': { Administrator: 'reach' },
  'opening.list': { PortalClient: 'yes' },
} as const satisfies Record<string, Row>

export type Action = keyof typeof policy

type NeedsFile<A extends Action> = 'reach' extends (typeof policy)[A][keyof (typeof policy)[A]] ? A : never
/** The actions whose rule looks at a file: `authorize` demands it. */
export type FileAction = { [A in Action]: NeedsFile<A> }[Action]

const asked = new WeakMap<Actor, Set<Action>>()

/** Whether `authorize` was asked about this action for this actor object. The web layer sends nothing before. */
export const wasAsked = (actor: Actor, action: Action): boolean => asked.get(actor)?.has(action) ?? false

/** The rule of the table for this actor. */
const ruleFor = (actor: Actor, action: Action): Rule | undefined => (policy[action] as Row)[actor.kind]

/** Whether somebody has a working seat: the one answer for the table above, for menus and for explanations. */
export const hasSeat = (actor: Actor): boolean => 'hasSeat' in actor && actor.hasSeat

/** The same about any of the staff, as a Prisma filter, and as SQL over `staff s`. A paused seat is none. */
export const staffWithSeat = {
  role: { in: ['administrator', 'therapist'] },
  seats: { some: { state: { in: ['free', 'paid'] } } },
} satisfies Prisma.StaffWhereInput
export const HAS_SEAT_SQL = `(s.role in ('administrator', 'therapist') and exists (select from seats e
  where e.organization_id = s.organization_id and e.staff_id = s.id and e.state in ('free', 'paid')))`

/** Why the role, a missing permission or a missing seat refuses the action, whatever it is done to; null where none does. */
export function refusalOf(actor: Actor, action: Action): Forbidden | null {
  const rule = ruleFor(actor, action)
  if (!rule) return new Forbidden(action)
  if (rule === 'granted' && !('mayInvite' in actor && actor.mayInvite)) return new NeedsPermission(action)
  return rule === 'seat' && !hasSeat(actor) ? new NeedsSeat(action) : null
}

/** Whether the person is not refused whatever the file. Views hide what would be; the web layer answers 403 first. */
export const can = (actor: Actor, action: Action): boolean => refusalOf(actor, action) === null

/**
 * The first line of every operation and query.
 * For an action that needs a file, give what was found within reach (`clientsVisibleTo` and siblings), null included.
 * @returns the file
 * @throws Forbidden if the role, a missing permission or a missing seat says no, NotFound if the file is not within reach
 */
export function authorize(actor: Actor, action: Exclude<Action, FileAction>): void
export function authorize<F>(actor: Actor, action: FileAction, file: F | null): F
export function authorize<F>(actor: Actor, action: Action, file?: F | null): F | undefined {
  asked.set(actor, (asked.get(actor) ?? new Set()).add(action))
  const refusal = refusalOf(actor, action)
  if (refusal) throw refusal
  const rule = ruleFor(actor, action)
  if (rule === 'reach' && !file) throw new NotFound()
  return file ?? undefined
}

/** The client files within an actor's reach, as a Prisma filter. Combine with `AND: [...]`, never spread. */
export function clientsVisibleTo(actor: Actor): Prisma.ClientWhereInput {
  switch (actor.kind) {
    case 'Administrator':
    case 'Office':
    case 'System':
      return {}
    case 'Therapist':
      return { assignments: { some: { staffId: actor.staffId, endedAt: null } } }
    case 'PortalClient':
      return { accesses: { some: { accountId: actor.accountId, endsAt: null } } }
    case 'Visitor':
      return { id: { in: [] } }
  }
}

/** The forms within an actor's reach: an account needs the right to forms. */
export function intakesVisibleTo(actor: Actor): Prisma.IntakeWhereInput {
  return { client: actor.kind === 'PortalClient' ? clientsOf(actor.accountId, 'forms') : clientsVisibleTo(actor) }
}

/** The documents within an actor's reach: the office role opens no clinical one, an account needs the right to documents. */
export function documentsVisibleTo(actor: Actor): Prisma.DocumentWhereInput {
  if (actor.kind === 'PortalClient') return { client: clientsOf(actor.accountId, 'documents') }
  return { AND: [{ client: clientsVisibleTo(actor) }, actor.kind === 'Office' ? { kind: 'office' } : {}] }
}

const clientsOf = (accountId: string, right: string): Prisma.ClientWhereInput => ({
  accesses: { some: { accountId, endsAt: null, rights: { has: right } } },
})

/**
 * The same reach as SQL, for the hot lists: a condition on `clients c`, where $1 is the organization and $2 the actor's
 * own id.
 */
export function clientsVisibleToSql(actor: Actor): string {
  switch (actor.kind) {
    case 'Administrator':
    case 'Office':
      return '$2::uuid is not null'
    case 'Therapist':
      return `c.id in (select v.client_id from assignments v
        where v.organization_id = $1 and v.staff_id = $2 and v.ended_at is null)`
    default:
      return '$2::uuid is null and false'
  }
}
