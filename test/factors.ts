import { accounts, elm, eve, harbor, secondFactors } from '../prisma/cast.ts'
import { ownedBy, type Holder } from '../src/credentials/holder.ts'
import { secretPlace } from '../src/credentials/second-factor.ts'
import { now } from '../src/platform/clock.ts'
import { lock } from '../src/platform/data-keys.ts'
import { inOrganization } from '../src/platform/database.ts'
import { newId } from '../src/platform/ids.ts'
import { currentCode } from '../src/platform/one-time-passwords.ts'

/** What the authenticator apps of the tests hold; Eve's is the seed's. */
export const secret = secondFactors[0]!.secret

export const evesSignIn: Holder = { organizationId: elm.id, site: 'staff', accountId: eve.id }

export const omarsSignIn: Holder = { organizationId: harbor.id, site: 'portal', accountId: accounts[0]!.id }

/** Two whom the matrix meets between password and second factor. */
export const midwaysSignIn: Holder = { organizationId: harbor.id, site: 'portal', accountId: newId() }
export const owingsSignIn: Holder = { organizationId: elm.id, site: 'staff', accountId: newId() }

/** Gives somebody a second factor, as if it had been set up long ago and its newest code never used. */
export async function giveFactor(holder: Holder): Promise<void> {
  const { organizationId } = holder
  const id = newId()
  await inOrganization(holder, async (tx) => {
    await tx.secondFactor.deleteMany({ where: ownedBy(holder) })
    const locked = await lock(tx, secretPlace(organizationId, id), secret)
    const row = { organizationId, id, ...ownedBy(holder), secret: locked, lastStep: 0, createdAt: now() }
    await tx.secondFactor.create({ data: row })
  })
}

/** The code of this moment, on a factor that has used none yet: tests sign in more often than every 30 seconds. */
export async function freshCode(holder: Holder): Promise<string> {
  await giveFactor(holder)
  return currentCode(secret)
}

/** Takes it away again. */
export const takeFactor = (holder: Holder) =>
  inOrganization(holder, (tx) => tx.secondFactor.deleteMany({ where: ownedBy(holder) }))
