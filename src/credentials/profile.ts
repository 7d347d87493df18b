import type { PortalClient, StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { NotFound } from '../errors.ts'
import { now } from '../platform/clock.ts'
import { inOrganization } from '../platform/database.ts'
import { endSessionRow, sessionsOf } from '../platform/session-rows.ts'
import { authorize } from '../policy.ts'
import { standingOf } from './check-sign-in.ts'
import { codesMadeAt } from './recovery-codes.ts'
import { endEverySession, holderOf, ownedBy, signInOf } from './holder.ts'

/** What somebody is shown of their own sign-in. */
export async function ownSignIn(actor: StaffActor | PortalClient) {
  authorize(actor, 'profile.view')
  const holder = holderOf(actor)
  const browsers = await sessionsOf(holder)
  return inOrganization(actor, async (tx) => {
    const { hasFactor, demand } = await standingOf(tx, holder)
    const { email, sessionsFrom } = await signInOf(tx, holder)
    const codesLeft = await tx.recoveryCode.count({ where: { ...ownedBy(holder), usedAt: null } })
    const codesMade = await codesMadeAt(tx, holder)
    const standing = browsers.filter(({ signedInAt }) => !sessionsFrom || signedInAt >= sessionsFrom)
    return { email, hasFactor, mayTurnOff: demand === 'optional', codesLeft, codesMade, browsers: standing, at: now() }
  })
}

/** Ends one of one's own sessions: at its next request that browser is asked to sign in. */
export async function endOwnSession(actor: StaffActor | PortalClient, handle: string): Promise<void> {
  authorize(actor, 'profile.change')
  const holder = holderOf(actor)
  if (!(await sessionsOf(holder)).some((each) => each.handle === handle)) throw new NotFound()
  await inOrganization(actor, (tx) => record(tx, actor, 'session.ended', holder.accountId, { site: holder.site }))
  await endSessionRow(holder, handle)
}

/** Ends every session of one's own; the route starts the one that asked anew. */
export async function endOwnSessions(actor: StaffActor | PortalClient): Promise<void> {
  authorize(actor, 'profile.change')
  const holder = holderOf(actor)
  await inOrganization(actor, async (tx) => {
    await endEverySession(tx, holder)
    await record(tx, actor, 'session.ended', holder.accountId, { site: holder.site, all: true })
  })
}
