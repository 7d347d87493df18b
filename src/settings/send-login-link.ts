import { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { RuleBroken } from '../errors.ts'
import { emailAddress, required } from '../fields.ts'
import { sendMail } from '../notifications.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'

export const loginLinkForm = z.strictObject({
  email: required(emailAddress, 'Please enter the client’s e-mail address.'),
})

/** Who may have the login link mailed. */
export const maySendLoginLink = (actor: StaffActor): void => authorize(actor, 'login-link.send')

/** Mails the portal's sign-in address to a client who has an account. Never a sign-up or an invitation. */
export async function sendLoginLink(actor: StaffActor, { email }: z.infer<typeof loginLinkForm>): Promise<void> {
  maySendLoginLink(actor)
  await inOrganization(actor, async (tx) => {
    const account = await tx.portalAccount.findFirst({ where: { email, state: 'active' }, select: { id: true } })
    if (!account)
      throw new RuleBroken('No active portal account has this address. Please invite the client instead.', 'email')
    await sendMail(tx, actor.organizationId, { type: 'login-link', email, subjectId: account.id })
    await record(tx, actor, 'login-link.sent', account.id)
  })
}
