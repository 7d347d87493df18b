import type { Prisma } from '../prisma/client/client.ts'
import { actorId, type Actor } from './actor.ts'
import { now } from './platform/clock.ts'
import type { Tx } from './platform/database.ts'
import { newId } from './platform/ids.ts'

/** Every event there is -> what its subject is. Codes only: an event never carries words. */
export const auditEvents = {
  'practice.set-up': 'organization',
  'session.started': 'account',
  'session.refused': 'account',
  'session.ended': 'account',
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
  'invitation.renewed': 'invitation',
  'invitation.birth-date-wrong': 'invitation',
  'account.created': 'account',
  'consent.sample-opened': 'account',
  'consent.given': 'account',
  'intake.viewed': 'intake',
  'intake.saved': 'intake',
  'intake.signed': 'intake',
  'intake.paper-preferred': 'intake',
  'intake.submitted': 'intake',
  'document.made': 'document',
  'document.read': 'document',
} as const

export type AuditEvent = keyof typeof auditEvents

type Details = Record<string, string | number | boolean | string[]>

/**
 * Writes one line of the audit inside the operation's own transaction, so that what was done and what was logged agree.
 * `details` holds ids and typed codes, never words.
 */
export async function record(
  tx: Tx,
  actor: Actor & { organizationId: string },
  event: AuditEvent,
  subjectId: string | null,
  details: Details = {},
): Promise<void> {
  await recordEach(tx, actor, event, [subjectId], details)
}

/** The same line for each of several subjects, in one statement however many they are. */
export async function recordEach(
  tx: Tx,
  actor: Actor & { organizationId: string },
  event: AuditEvent,
  subjectIds: readonly (string | null)[],
  details: Details,
): Promise<void> {
  const at = now()
  const rows = subjectIds.map((subjectId): Prisma.AuditEventCreateManyInput => ({
    organizationId: actor.organizationId,
    id: newId(),
    at,
    actorKind: actor.kind,
    actorId: actorId(actor),
    event,
    subjectType: auditEvents[event],
    subjectId,
    details,
  }))
  await tx.auditEvent.createMany({ data: rows })
}
