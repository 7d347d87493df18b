import { sealAudit, sealAudits } from './audit-chain.ts'
import { renderDocument } from './documents/render-document.ts'
import { sendQueuedMail } from './mails.ts'
import { findWaitingMails } from './notifications.ts'
import type { Handlers } from './platform/jobs.ts'
import { reconcileEvent } from './processor/reconcile-event.ts'
import { sweepSessions } from './platform/session-rows.ts'
import { chargeBill } from './subscriptions/charge-bill.ts'
import { findRenewals, renewSeats } from './subscriptions/jobs.ts'

/** Every queue -> who does its work. */
export const handlers: Handlers = {
  'mail.send': sendQueuedMail,
  'document.render': renderDocument,
  'audit.seal': sealAudit,
  'audit.sweep': sealAudits,
  'mail.sweep': findWaitingMails,
  'session.sweep': sweepSessions,
  'processor.reconcile': reconcileEvent,
  'seats.renew': renewSeats,
  'seats.charge': chargeBill,
  'seats.sweep': findRenewals,
}
