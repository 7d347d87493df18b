import { checkedSignIn, type Checked, type Given } from '../credentials/check-sign-in.ts'
import { atEntry } from '../platform/database.ts'

/** A portal account by practice, e-mail and password: the same address may have an account at another practice. */
export async function portalSignIn(organizationId: string, email: string, given: Given): Promise<Checked | null> {
  const select = { organizationId: true, id: true, state: true, passwordHash: true } as const
  const where = { organizationId_email: { organizationId, email } }
  return checkedSignIn('portal', () => atEntry((tx) => tx.portalAccount.findUnique({ where, select })), given)
}
