import { sendQueuedMail } from './mails.ts'
import { findWaitingMails } from './notifications.ts'
import type { Handlers } from './platform/jobs.ts'

/** Every queue -> who does its work. */
export const handlers: Handlers = {
  'mail.send': sendQueuedMail,
  'mail.sweep': findWaitingMails,
}
