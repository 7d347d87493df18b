import type { Request } from 'express'
import { showTime } from '../platform/time.ts'

/**
 * What is said to somebody whose session ended without them; null where none did. On a portal it names the time up to
 * which everything is saved, in the practice's zone: the last activity that is known. Of an end from elsewhere the reason
 * is not told: whoever sits here may not be the one it belongs to.
 */
export function signedOutWords({ session, practice }: Request): string | null {
  if (!session.ended) return null
  if (session.ended.isFromElsewhere) return 'You were signed out in this browser. Please sign in again to go on.'
  const words = 'You were signed out to protect your privacy.'
  if (!practice) return words
  return `${words} Everything up to ${showTime(new Date(session.ended.lastSeenAt), practice.timeZone)} is saved.`
}

/** The same as a notice on the next page, said once. */
export function tellSignedOut(request: Request): void {
  const words = signedOutWords(request)
  if (!words || !request.session.ended || request.session.ended.isTold) return
  request.session.notice = words
  request.session.ended.isTold = true
}

/**
 * A session that names an account and lets nobody in was ended from elsewhere: the password was changed, all browsers
 * were signed out, or the account was switched off. What stays of it says only whose it was, as after idle minutes. A
 * session of another practice is left as it is.
 */
export async function noteEndedElsewhere(request: Request): Promise<void> {
  const { site, organizationId, accountId, lastSeenAt } = request.session
  if (!site || !organizationId || !accountId || lastSeenAt === undefined) return
  if (request.practice && request.practice.organizationId !== organizationId) return
  const ended = { organizationId, accountId, lastSeenAt, isTold: false, isFromElsewhere: true }
  await new Promise<void>((resolve, reject) =>
    request.session.regenerate((error) => (error ? reject(error as Error) : resolve())),
  )
  Object.assign(request.session, { site, ended })
}
