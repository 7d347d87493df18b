import { z } from 'zod'
import type { Actor } from '../actor.ts'
import { record } from '../audit.ts'
import { RuleBroken } from '../errors.ts'
import { line, required } from '../fields.ts'
import { tellOfChange } from '../notifications.ts'
import { now } from '../platform/clock.ts'
import { atEntry, inOrganization, type Tx } from '../platform/database.ts'
import { hashPassword } from '../platform/password-hashes.ts'
import { passwordProblem } from '../platform/passwords.ts'
import { countTry } from '../platform/throttle.ts'
import { hashOfGiven } from '../platform/tokens.ts'
import { authorize } from '../policy.ts'
import type { Asked } from './ask-for-password.ts'
import { holderOfRow, signInOf, writePassword } from './holder.ts'
import { passwordLinkLife } from './rules.ts'
import { removeFactor } from './second-factor.ts'

export const newPassword = required(z.string().max(1000), 'Please choose a password.').pipe(line(1000))
/** The suggestion a page has made, sent back so that it stays the same. It is not the password. */
export const phrase = z.string().optional()
export const passwordForm = z.strictObject({ password: newPassword, phrase })

/** A link a browser has opened. */
export interface OpenedLink {
  organizationId: string
  id: string
}

const ENDED = 'This link has ended. Please ask for a new one.'

/** Looks a link up by its token, on the site it was made for. @returns null for a token that opens nothing here */
export async function openPasswordLink(actor: Actor, asked: Asked, token: unknown): Promise<OpenedLink | null> {
  authorize(actor, 'password.set')
  const tokenHash = hashOfGiven(token)
  if (!tokenHash) return null
  const select = { organizationId: true, id: true, staffId: true, accountId: true } as const
  const found = await atEntry((tx) => tx.passwordLink.findUnique({ where: { tokenHash }, select }))
  if (!found) return null
  const isHere = asked.site === 'staff' ? found.staffId !== null : found.organizationId === asked.organizationId
  return isHere && (asked.site === 'staff' || found.accountId !== null)
    ? { organizationId: found.organizationId, id: found.id }
    : null
}

/** Whether an opened link can still be used, and whether it lets an administrator back in. */
export async function linkStanding(actor: Actor, opened: OpenedLink | undefined) {
  authorize(actor, 'password.set')
  const link = opened && (await inOrganization(opened, (tx) => openLinkById(tx, opened)))
  return { isOpen: Boolean(link), isRecovery: link?.purpose === 'recovery' }
}

const openLinkById = (tx: Tx, { id }: OpenedLink) =>
  tx.passwordLink.findFirst({ where: { id, state: 'open', expiresAt: { gt: now() } } })

/**
 * Sets a new password through an opened link, once. It signs nobody in and leaves the second factor as it is; the link
 * of a locked-out administrator takes the second factor away, to be set up anew. Every session of the account ends.
 */
export async function setPassword(
  actor: Actor,
  opened: OpenedLink | undefined,
  { password }: z.infer<typeof passwordForm>,
  address: string,
): Promise<void> {
  authorize(actor, 'password.set')
  await countTry('password-link.address', address)
  if (!opened) throw new RuleBroken(ENDED)
  const found = await inOrganization(opened, async (tx) => {
    const link = await openLinkById(tx, opened)
    return link && { holder: holderOfRow(link), ...(await signInOf(tx, holderOfRow(link))) }
  })
  if (found?.state !== 'active') throw new RuleBroken(ENDED)
  const problem = await passwordProblem(password, found.ownWords)
  if (problem) throw new RuleBroken(problem, 'password')
  const passwordHash = await hashPassword(password)
  const { holder } = found
  await inOrganization(holder, async (tx) => {
    const link = await openLinkById(tx, opened)
    const used = { state: passwordLinkLife.open.use, token: null, endedAt: now() }
    const { count } = await tx.passwordLink.updateMany({ where: { id: opened.id, state: 'open' }, data: used })
    if (!link || count === 0) throw new RuleBroken(ENDED)
    const visitor = { kind: 'Visitor', organizationId: holder.organizationId } as const
    await writePassword(tx, holder, passwordHash)
    await record(tx, visitor, 'password.set', holder.accountId, { site: holder.site, purpose: link.purpose })
    if (link.purpose === 'recovery') await removeFactor(tx, visitor, holder)
    await tellOfChange(tx, holder, 'password-changed', found)
  })
}
