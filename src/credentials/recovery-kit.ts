import type { StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { NotFound } from '../errors.ts'
import { now } from '../platform/clock.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { placesOfInstallation } from '../platform/installation.ts'
import { authorize } from '../policy.ts'
import { holderOf } from './holder.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'

/** The page exists from the set-up until its kit is stored, and never again. @throws NotFound */
async function kitIsOwed(tx: Tx, actor: StaffActor): Promise<void> {
  const where = { id: actor.organizationId, recoveryKitAt: null }
  if (!(await tx.organization.findFirst({ where, select: { id: true } }))) throw new NotFound()
}

/** Whether the kit still waits to be made. */
export async function mayMakeKit(actor: StaffActor): Promise<void> {
  authorize(actor, 'recovery-kit.keep')
  await inOrganization(actor, (tx) => kitIsOwed(tx, actor))
}

/** Makes the kit: new recovery codes, and where data and keys of this installation lie. Shown once. */
export async function makeKit(actor: StaffActor) {
  authorize(actor, 'recovery-kit.keep')
  const codes = await inOrganization(actor, async (tx) => {
    await kitIsOwed(tx, actor)
    return makeRecoveryCodes(tx, actor, holderOf(actor))
  })
  return { codes, places: placesOfInstallation(), name: actor.name, madeAt: now() }
}

/** The administrator has stored the kit apart: from now on the pages are open, and this one is gone. */
export async function confirmKit(actor: StaffActor): Promise<void> {
  authorize(actor, 'recovery-kit.keep')
  await inOrganization(actor, async (tx) => {
    await kitIsOwed(tx, actor)
    await tx.organization.update({ where: { id: actor.organizationId }, data: { recoveryKitAt: now() } })
    await record(tx, actor, 'recovery-kit.stored', actor.organizationId)
  })
}
