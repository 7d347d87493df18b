import { z } from 'zod'
import { record } from '../audit.ts'
import { TooManyTries } from '../errors.ts'
import { now } from '../platform/clock.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { later } from '../platform/later.ts'
import { hashPassword, isOutdated, passwordFits, unlessCrowded } from '../platform/password-hashes.ts'
import { countTry, forgetTries } from '../platform/throttle.ts'
import { holdPassword, ownedBy, renewHash, type Holder } from './holder.ts'
import { stepAfterPassword, type Demand, type Standing, type Step } from './rules.ts'

/** Who signed in: enough to write the session and nothing more. */
export interface SignedIn {
  organizationId: string
  accountId: string
}

/** The password was right: who it is, and what is asked next. */
export interface Checked extends SignedIn {
  step: Step
  /** Milliseconds since 1970, before the password was looked at: what ended sessions since then has ended this one. */
  at: number
  /** The account as it is throttled and as its browsers are remembered. */
  account: string
}

/** The columns of an account of either site that decide who signs in. */
export const FOUND_COLUMNS = 'organization_id, id, state, password_hash'
export const foundRow = z.object({
  organization_id: z.string(),
  id: z.string(),
  state: z.string(),
  password_hash: z.string(),
})
type Found = z.infer<typeof foundRow>

/** What somebody typed, from where, and in which browser. */
export interface Given {
  /** What is throttled: the account as it was typed, whether it exists or not. */
  account: string
  password: string
  address: string
  /** Set where this browser has signed in to this account before. */
  device: string | null
}

/**
 * The one check behind both sites' sign-in: throttled before anything is hashed, the same work and the same answer
 * whether the account is unknown, switched off or the password wrong. Both outcomes go to the audit, a refusal after the
 * answer, and so does the first try of a pause. A browser that has signed in to this account before is counted apart, so
 * that somebody else's failures do not lock out the owner. What is turned away because too many come at once counts as no
 * try.
 * @throws TooManyTries, TooManyAtOnce
 */
export const checkedSignIn = (
  site: Holder['site'],
  find: () => Promise<Found[]>,
  given: Given,
): Promise<Checked | null> => unlessCrowded(() => checked(site, find, given))

async function checked(
  site: Holder['site'],
  find: () => Promise<Found[]>,
  { account, password, address, device }: Given,
): Promise<Checked | null> {
  const [what, key] = device
    ? (['sign-in.device', `${site} ${account} ${device}`] as const)
    : (['sign-in.account', `${site} ${account}`] as const)
  try {
    await countTry('sign-in.address', address)
    await countTry(what, key)
  } catch (pause) {
    if (pause instanceof TooManyTries && pause.isFirst) later(async () => keepHeldUp(site, await find()))
    throw pause
  }
  const at = now().getTime()
  const [found] = await find()
  const fits = await passwordFits(password, found?.password_hash ?? null)
  const isRight = fits && found?.state === 'active'
  if (!found) return null
  const holder = { organizationId: found.organization_id, site, accountId: found.id }
  if (!isRight) {
    // once the answer has left: the time it takes would tell that there is an account
    later(() => inOrganization(holder, (tx) => record(tx, visitorOf(holder), 'session.refused', found.id, { site })))
    return null
  }
  const renewed = isOutdated(found.password_hash) ? await hashPassword(password) : null
  const step = await inOrganization(holder, async (tx) => {
    if (!(await holdPassword(tx, holder, found.password_hash))) return null // changed while it was checked
    if (renewed) await renewHash(tx, holder, renewed)
    const next = stepAfterPassword(await standingOf(tx, holder), now())
    if (next === 'in') await welcome(tx, holder)
    else await record(tx, visitorOf(holder), 'password.accepted', found.id, { site })
    return next
  })
  if (!step) return null
  await forgetTries(what, key)
  return { organizationId: found.organization_id, accountId: found.id, account, step, at }
}

async function keepHeldUp(site: Holder['site'], [found]: Found[]): Promise<void> {
  if (!found) return
  const holder = { organizationId: found.organization_id, site, accountId: found.id }
  await inOrganization(holder, (tx) => record(tx, visitorOf(holder), 'session.held-up', found.id, { site }))
}

const visitorOf = ({ organizationId }: Holder) => ({ kind: 'Visitor', organizationId }) as const

/** Somebody is in: it goes to the audit, and for staff it is kept when. */
export async function welcome(tx: Tx, holder: Holder): Promise<void> {
  if (holder.site === 'staff') {
    await tx.staff.updateMany({ where: { id: holder.accountId }, data: { lastSignInAt: now() } })
  }
  await record(tx, visitorOf(holder), 'session.started', holder.accountId, { site: holder.site })
}

/** Whether this person has a second factor, and what the practice asks of them. */
export async function standingOf(tx: Tx, holder: Holder): Promise<Standing> {
  const hasFactor = (await tx.secondFactor.findFirst({ where: ownedBy(holder), select: { id: true } })) !== null
  if (holder.site === 'portal') return { hasFactor, demand: 'optional', asked: now() }
  const { organizationId, accountId: id } = holder
  const practice = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } })
  const { createdAt } = await tx.staff.findUniqueOrThrow({ where: { organizationId_id: { organizationId, id } } })
  const asked = createdAt > practice.secondFactorSince ? createdAt : practice.secondFactorSince
  return { hasFactor, demand: practice.secondFactor as Demand, asked }
}
