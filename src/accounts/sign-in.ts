import { atEntry } from '../platform/database.ts'
import { checkedSignIn, type SignedIn } from './check-sign-in.ts'

/** A portal account by practice, e-mail and password: the same address may have an account at another practice. */
export async function portalSignIn(
  organizationId: string,
  email: string,
  password: string,
  address: string,
): Promise<SignedIn | null> {
  const select = { organizationId: true, id: true, state: true, passwordHash: true } as const
  const find = () =>
    atEntry((tx) => tx.portalAccount.findUnique({ where: { organizationId_email: { organizationId, email } }, select }))
  return checkedSignIn('portal', find, { account: `${organizationId} ${email}`, password, address })
}
