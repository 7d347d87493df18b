import { record } from '../audit.ts'
import { now } from '../platform/clock.ts'
import { inOrganization } from '../platform/database.ts'
import { passwordFits } from '../platform/passwords.ts'
import { countTry, forgetTries } from '../platform/throttle.ts'

/** Who signed in: enough to write the session and nothing more. */
export interface SignedIn {
  organizationId: string
  accountId: string
}

interface Found {
  organizationId: string
  id: string
  state: string
  passwordHash: string
}

/**
 * The one check behind both sites' sign-in: throttled before anything is hashed, the same work and the same answer
 * whether the account is unknown, switched off or the password wrong; both outcomes go to the audit.
 * @throws TooManyTries
 */
export async function checkedSignIn(
  site: 'staff' | 'portal',
  find: () => Promise<Found | null>,
  given: { account: string; password: string; address: string },
): Promise<SignedIn | null> {
  await countTry('sign-in.address', given.address)
  await countTry('sign-in.account', `${site} ${given.account}`)
  const found = await find()
  const fits = await passwordFits(given.password, found?.passwordHash ?? null)
  const welcome = fits && found?.state === 'active'
  if (found) {
    const actor = { kind: 'Visitor', organizationId: found.organizationId } as const
    await inOrganization(actor, async (tx) => {
      await record(tx, actor, welcome ? 'session.started' : 'session.refused', found.id, { site })
      if (welcome && site === 'staff') {
        await tx.staff.updateMany({ where: { id: found.id }, data: { lastSignInAt: now() } })
      }
    })
  }
  if (!found || !welcome) return null
  await forgetTries('sign-in.account', `${site} ${given.account}`)
  return { organizationId: found.organizationId, accountId: found.id }
}
