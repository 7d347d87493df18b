import { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { RuleBroken } from '../errors.ts'
import { now } from '../platform/clock.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { demands, type Demand } from './rules.ts'
import { standingOf } from './check-sign-in.ts'
import { holderOf } from './holder.ts'

export const demandForm = z.strictObject({ secondFactor: z.enum(demands, 'Please choose one of the three.') })

/** What the practice asks of its staff, and how many have no second factor yet. */
export async function signInRules(actor: StaffActor) {
  authorize(actor, 'sign-in-rules.change')
  return inOrganization(actor, async (tx) => {
    const practice = await tx.organization.findUniqueOrThrow({ where: { id: actor.organizationId } })
    const without = await tx.staff.findMany({
      where: { state: 'active', secondFactor: null },
      select: { name: true },
      orderBy: { name: 'asc' },
    })
    return { secondFactor: practice.secondFactor as Demand, without: without.map(({ name }) => name) }
  })
}

/**
 * Says whether the practice's staff need a second factor. Who asks it of others has one; where it is required from now
 * on, those without one are signed out and set it up when they come back.
 */
export async function changeSignInRules(
  actor: StaffActor,
  { secondFactor }: z.infer<typeof demandForm>,
): Promise<void> {
  authorize(actor, 'sign-in-rules.change')
  await inOrganization(actor, async (tx) => {
    const { hasFactor } = await standingOf(tx, holderOf(actor))
    if (secondFactor !== 'optional' && !hasFactor)
      throw new RuleBroken('Please set up your own second factor first, on your profile.', 'secondFactor')
    const where = { id: actor.organizationId, secondFactor: { not: secondFactor } }
    const { count } = await tx.organization.updateMany({ where, data: { secondFactor, secondFactorSince: now() } })
    if (count === 0) return
    await record(tx, actor, 'sign-in-rules.changed', actor.organizationId, { secondFactor })
    if (secondFactor === 'required')
      await tx.staff.updateMany({ where: { secondFactor: null }, data: { sessionsFrom: now() } })
  })
}
