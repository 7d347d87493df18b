import { checkedSignIn, type Checked, type Given } from '../credentials/check-sign-in.ts'
import { atEntry } from '../platform/database.ts'

/** A staff member by e-mail and password. One address is one staff account in the whole installation. */
export async function staffSignIn(email: string, given: Given): Promise<Checked | null> {
  const select = { organizationId: true, id: true, state: true, passwordHash: true } as const
  return checkedSignIn('staff', () => atEntry((tx) => tx.staff.findUnique({ where: { email }, select })), given)
}
