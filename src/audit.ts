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
  'seat.given': 'account',
  'seat.ended': 'account',
  'seat.freed': 'account',
} as const

export type AuditEvent = keyof typeof auditEvents

/**
 * Writes one line of the audit inside the operation's own transaction, so that what was done and what was logged agree.
 * `details` holds ids and typed codes, never words.
 */
export async function record(
  tx: Tx,
  actor: Actor & { organizationId: string },
  event: AuditEvent,
  subjectId: string | null,
  details: Record<string, string | number | boolean | string[]> = {},
): Promise<void> {
  const row: Prisma.AuditEventCreateManyInput = {
    organizationId: actor.organizationId,
    id: newId(),
    at: now(),
    actorKind: actor.kind,
    actorId: actorId(actor),
    event,
    subjectType: auditEvents[event],
    subjectId,
    details,
  }
  await tx.auditEvent.createMany({ data: [row] })
}
