import pg from 'pg'
import { castPassword } from '../../prisma/cast.ts'
import { databaseUrl } from '../setup.ts'

/** An installation nobody has set up: the cast's rows go, by the owner's hand and past the policies. */
export async function emptyInstallation(): Promise<void> {
  const owner = new pg.Client({ connectionString: databaseUrl })
  await owner.connect()
  await owner.query(`alter table audit_events disable trigger user; truncate organizations cascade`)
  await owner.query(`alter table audit_events enable trigger user`)
  await owner.end()
}

/** What the first administrator types, but for the code. */
export const quietRiver = {
  practiceName: 'Quiet River Practice',
  portalAddress: 'quiet-river',
  timeZone: 'America/Denver',
  phone: '303 555 0300',
  postalAddress: '1 River Road\nDenver, CO 80202',
  name: 'Ada Whitfield',
  email: 'ada@quiet-river.example',
  password: castPassword,
  seesClients: 'yes',
}
