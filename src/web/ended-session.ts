import type { Request } from 'express'
import { showTime } from '../platform/time.ts'

/**
 * What is said to somebody whose session ended by itself; null where none did. On a portal it names the time up to which
 * everything is saved, in the practice's zone: the last activity that is known.
 */
export function signedOutWords({ session, practice }: Request): string | null {
  if (!session.ended) return null
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
