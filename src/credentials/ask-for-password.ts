import { z } from 'zod'
import type { Actor } from '../actor.ts'
import { record } from '../audit.ts'
import { TooManyTries } from '../errors.ts'
import { emailAddress, required } from '../fields.ts'
import { sendMail } from '../notifications.ts'
import { now } from '../platform/clock.ts'
import { lock } from '../platform/data-keys.ts'
import { atEntry, inOrganization, type Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { later } from '../platform/later.ts'
import { countTry } from '../platform/throttle.ts'
import { minutesAfter } from '../platform/time.ts'
import { newToken } from '../platform/tokens.ts'
import { authorize } from '../policy.ts'
import { endOpenLinks, hasAddress, ownedBy, type Holder } from './holder.ts'
import { LINK_MINUTES } from './rules.ts'
import { tokenPlace } from './mail.ts'

export const forgottenForm = z.strictObject({
  email: required(emailAddress, 'Please enter your e-mail address.'),
})

/** Where somebody asks: the staff's site, or the portal of a practice. */
export type Asked = { site: 'staff' } | { site: 'portal'; organizationId: string }

/**
 * Mails a link that sets a new password, if there is such an account. The answer is the same, and takes as long, whether
 * there is one or not; too many requests for one account are silently not sent, so that nobody can shut its owner out.
 */
export async function askForPassword(
  actor: Actor,
  asked: Asked,
  { email }: z.infer<typeof forgottenForm>,
  address: string,
): Promise<void> {
  authorize(actor, 'password.set')
  await countTry('password-link.address', address)
  const isCalm = await countTry('password-link.account', `${JSON.stringify(asked)} ${email}`).then(
    () => true,
    (error: unknown) => {
      if (error instanceof TooManyTries) return false
      throw error
    },
  )
  if (isCalm) later(() => sendPasswordLink(asked, email))
}

async function sendPasswordLink(asked: Asked, email: string): Promise<void> {
  const holder = await activeHolder(asked, email)
  if (!holder) return
  await inOrganization(holder, async (tx) => {
    if (!(await hasAddress(tx, holder, email))) return // it was changed a moment ago: the mail would go to the old one
    const { id, token } = await openLink(tx, holder, 'reset')
    await tx.passwordLink.updateMany({
      where: { id },
      data: { token: await lock(tx, tokenPlace(holder.organizationId, id), token) },
    })
    await sendMail(tx, holder.organizationId, { type: 'password-link', email, subjectId: id })
  })
}

async function activeHolder(asked: Asked, email: string): Promise<Holder | null> {
  const select = { organizationId: true, id: true, state: true } as const
  const found = await atEntry((tx) =>
    asked.site === 'staff'
      ? tx.staff.findUnique({ where: { email }, select })
      : tx.portalAccount.findUnique({
          where: { organizationId_email: { organizationId: asked.organizationId, email } },
          select,
        }),
  )
  if (found?.state !== 'active') return null
  return { organizationId: found.organizationId, site: asked.site, accountId: found.id }
}

/** Opens a link for an account; the ones before it are worth nothing any more. @returns its token */
export async function openLink(
  tx: Tx,
  holder: Holder,
  purpose: 'reset' | 'recovery',
): Promise<{ id: string; token: string }> {
  const { organizationId } = holder
  const { token, hash } = newToken()
  const id = newId()
  const at = now()
  await endOpenLinks(tx, holder)
  await tx.passwordLink.create({
    data: {
      ...{ organizationId, id, ...ownedBy(holder), purpose, state: 'open', tokenHash: hash },
      ...{ createdAt: at, expiresAt: minutesAfter(at, LINK_MINUTES) },
    },
  })
  const visitor = { kind: 'Visitor', organizationId } as const
  await record(tx, visitor, 'password-link.made', holder.accountId, { site: holder.site, purpose })
  return { id, token }
}
