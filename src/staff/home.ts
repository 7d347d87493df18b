import type { StaffActor } from '../actor.ts'
import { inOrganization } from '../platform/database.ts'
import { mailIsSetUp } from '../platform/mail.ts'
import { authorize } from '../policy.ts'
import { safetyContactInWords } from '../settings/safety-contact.ts'
import { waitingWork, type WaitingWork } from './waiting-work.ts'

export interface StaffHome {
  name: string
  /** How many mails wait for a mail service; null where there is one, or for others than administrators. */
  waitingMails: number | null
  /** Who is told when something looks like a crisis. */
  safetyContact: string
  work: WaitingWork
}

/** The first screen of a staff member. */
export async function staffHome(actor: StaffActor): Promise<StaffHome> {
  authorize(actor, 'home.view')
  const tellsOfMails = !mailIsSetUp() && actor.kind === 'Administrator'
  const work = await waitingWork(actor)
  return inOrganization(actor, async (tx) => ({
    work,
    name: actor.name,
    waitingMails: tellsOfMails ? await tx.mail.count({ where: { state: 'queued' } }) : null,
    safetyContact: await safetyContactInWords(tx),
  }))
}
