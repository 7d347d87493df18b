import type { Prisma } from '../prisma/client/client.ts'
import { actorId, type Actor, type StaffActor } from './actor.ts'
import { Forbidden } from './errors.ts'
import { now } from './platform/clock.ts'
import type { Tx } from './platform/database.ts'
import { newId } from './platform/ids.ts'

/** Every event there is -> what its subject is. Codes only: an event never carries words. */
export const auditEvents = {
  'practice.set-up': 'organization',
  'session.started': 'account',
  'session.refused': 'account',
  'session.held-up': 'account',
  'session.ended': 'account',
  'access.refused': 'action',
  'password.accepted': 'account',
  'password-link.made': 'account',
  'password.set': 'account',
  'password.changed': 'account',
  'second-factor.refused': 'account',
  'second-factor.set-up': 'account',
  'second-factor.removed': 'account',
  'recovery-codes.made': 'account',
  'recovery-code.used': 'account',
  'administrator.recovery-started': 'account',
  'recovery-kit.stored': 'organization',
  'sign-in-rules.changed': 'organization',
  'practice.changed': 'organization',
  'audit.exported': 'organization',
  'preferences.changed': 'staff',
  'staff.invited': 'staff-invitation',
  'staff.invitation-resent': 'staff-invitation',
  'staff.invitation-revoked': 'staff-invitation',
  'staff.invitation-opened': 'staff-invitation',
  'staff.joined': 'staff',
  'staff.role-changed': 'staff',
  'staff.permission-changed': 'staff',
  'staff.deactivated': 'staff',
  'staff.reactivated': 'staff',
  'client.added': 'client',
  'client.changed': 'client',
  'client.assigned': 'client',
  'client.unassigned': 'client',
  'client.read': 'client',
  'login-link.sent': 'client',
  'client.invited': 'client',
  'invitation.opened': 'invitation',
  'invitation.accepted': 'invitation',
  'invitation.refused': 'invitation',
  'invitation.revoked': 'invitation',
  'invitation.renewed': 'invitation',
  'invitation.birth-date-wrong': 'invitation',
  'account.created': 'account',
  'account.address-changed': 'account',
  'consent.sample-opened': 'account',
  'consent.given': 'account',
  'consent.withdrawn': 'account',
  'intake.viewed': 'intake',
  'intake.saved': 'intake',
  'intake.signed': 'intake',
  'intake.paper-preferred': 'intake',
  'intake.submitted': 'intake',
  'document.made': 'document',
  'document.read': 'document',
  'subscription.card-kept': 'organization',
  'subscription.card-gone': 'organization',
  'subscription.past-due': 'organization',
  'subscription.paused': 'organization',
  'subscription.paid-up': 'organization',
  'seat-bill.paid': 'seat-bill',
  'seat-bill.voided': 'seat-bill',
  'seat-bill.failed': 'seat-bill',
  'document.reason-given': 'client',
  'seat.given': 'account',
  'seat.ended': 'account',
  'seat.freed': 'account',
} as const

export type AuditEvent = keyof typeof auditEvents

/** Ids and typed codes, never words. */
type Details = Record<string, string | number | boolean | string[]>
type Recorder = Actor & { organizationId: string }

/**
 * Writes one line of the audit inside the operation's own transaction, so that what was done and what was logged agree.
 * @throws Forbidden where one of the staff may meanwhile not do what they began: no change stands without its line
 */
export async function record(
  tx: Tx,
  actor: Recorder,
  event: AuditEvent,
  subjectId: string | null,
  details: Details = {},
): Promise<void> {
  await recordAll(tx, actor, event, [{ subjectId, details }])
}

/** The same for many subjects at once, a line each, in one statement. */
export async function recordAll(
  tx: Tx,
  actor: Recorder,
  event: AuditEvent,
  subjects: { subjectId: string | null; details: Details }[],
): Promise<void> {
  if ('staffId' in actor && !lasting.test(event)) await stillInOffice(tx, actor)
  const line = {
    organizationId: actor.organizationId,
    at: now(),
    actorKind: actor.kind,
    actorId: actorId(actor),
    event,
    subjectType: auditEvents[event],
  }
  const data: Prisma.AuditEventCreateManyInput[] = subjects.map((each) => ({ ...line, id: newId(), ...each }))
  await tx.auditEvent.createMany({ data })
}

/** What is kept of whoever it was: what they read, that they were refused, that they left. */
const lasting = /\.read$|^access\.refused$|^session\.ended$/

/**
 * Who a request comes from was read at its beginning. A change that has waited since, for a lock or for its turn, must not
 * be made by somebody who was shown the door, or given another role, in the meantime.
 */
async function stillInOffice(tx: Tx, { kind, staffId, mayInvite }: StaffActor): Promise<void> {
  const found = await tx.staff.findFirst({
    where: { id: staffId, state: 'active', role: kind.toLowerCase(), ...(mayInvite ? { canInvite: true } : {}) },
    select: { id: true },
  })
  if (!found) throw new Forbidden('not in that office any more')
}
