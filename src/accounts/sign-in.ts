import { checkedSignIn, FOUND_COLUMNS, foundRow, type Checked, type Given } from '../credentials/check-sign-in.ts'
import { readAtEntry } from '../platform/database.ts'

/** A portal account by practice, e-mail and password: the same address may have an account at another practice. */
export const portalSignIn = (organizationId: string, email: string, given: Given): Promise<Checked | null> =>
  checkedSignIn('portal', () => readAtEntry(foundRow, ACCOUNT_SQL, [organizationId, email]), given)

const ACCOUNT_SQL = `select ${FOUND_COLUMNS} from portal_accounts where organization_id = $1 and email = $2`
