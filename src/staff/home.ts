import type { StaffActor } from '../actor.ts'
import { inOrganization } from '../platform/database.ts'
import { mailIsSetUp } from '../platform/mail.ts'
import { authorize } from '../policy.ts'

export interface StaffHome {
  name: string
  /** How many mails wait for a mail service; null where there is one, or for others than administrators. */
  waitingMails: number | null
}

/** The first screen of a staff member. */
export async function staffHome(actor: StaffActor): Promise<StaffHome> {
  authorize(actor, 'home.view')
  if (mailIsSetUp() || actor.kind !== 'Administrator') return { name: actor.name, waitingMails: null }
  const waitingMails = await inOrganization(actor, (tx) => tx.mail.count({ where: { state: 'queued' } }))
  return { name: actor.name, waitingMails }
}
