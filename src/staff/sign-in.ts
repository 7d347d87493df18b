import { checkedSignIn, type SignedIn } from '../accounts/check-sign-in.ts'
import { atEntry } from '../platform/database.ts'

/** A staff member by e-mail and password. One address is one staff account in the whole installation. */
export async function staffSignIn(email: string, password: string, address: string): Promise<SignedIn | null> {
  const select = { organizationId: true, id: true, state: true, passwordHash: true } as const
  const find = () => atEntry((tx) => tx.staff.findUnique({ where: { email }, select }))
  return checkedSignIn('staff', find, { account: email, password, address })
}
