import type { Request } from 'express'
import { Passport } from 'passport'
import { Strategy } from 'passport-local'
import type { SignedIn } from '../accounts/check-sign-in.ts'
import { RuleBroken } from '../errors.ts'
import { now } from '../platform/clock.ts'
import type { Site } from './sessions.ts'

type Check = (request: Request, email: string, password: string) => Promise<SignedIn | null>

/** One Passport a site, each with its own check of e-mail and password. */
export function sitePassport(site: Site, check: Check) {
  const passport = new Passport()
  const fields = { usernameField: 'email', passwordField: 'password', passReqToCallback: true } as const
  passport.use(
    new Strategy(fields, (request, email, password, done) => {
      check(request, email.trim().toLowerCase(), password).then((account) => done(null, account ?? false), done)
    }),
  )
  const authenticate = (request: Request) =>
    new Promise<SignedIn | false>((resolve, reject) => {
      const done = (error: Error | null, user?: SignedIn | false) => (error ? reject(error) : resolve(user || false))
      ;(passport.authenticate('local', { session: false }, done) as (request: Request) => void)(request)
    })

  /** Checks the posted e-mail and password and starts a session. @throws RuleBroken, the same whatever did not fit */
  return async function signIn(request: Request): Promise<void> {
    const account = await authenticate(request)
    if (!account)
      throw new RuleBroken('The e-mail address or the password is not right. Nothing is lost; please try again.')
    await startSession(request, site, account)
  }
}

/** A session under a new id: whatever id the browser came with is worth nothing afterwards. */
export async function startSession(request: Request, site: Site, account: SignedIn): Promise<void> {
  await freshSession(request)
  const at = now().getTime()
  Object.assign(request.session, { site, ...account, signedInAt: at, lastSeenAt: at })
}

/** Ends the session on the server; the cookie that names it opens nothing any more. */
export const endSession = (request: Request): Promise<void> => freshSession(request)

const freshSession = (request: Request) =>
  new Promise<void>((resolve, reject) =>
    request.session.regenerate((error) => (error ? reject(error as Error) : resolve())),
  )
