import { checkedSignIn, FOUND_COLUMNS, foundRow, type Checked, type Given } from '../credentials/check-sign-in.ts'
import { readAtEntry } from '../platform/database.ts'

/** A staff member by e-mail and password. One address is one staff account in the whole installation. */
export const staffSignIn = (email: string, given: Given): Promise<Checked | null> =>
  checkedSignIn('staff', () => readAtEntry(foundRow, MEMBER_SQL, [email]), given)

const MEMBER_SQL = `select ${FOUND_COLUMNS} from staff where email = $1`
