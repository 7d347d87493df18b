import type { Request } from 'express'
import { Passport } from 'passport'
import { Strategy } from 'passport-local'
import type { Checked, Given, SignedIn } from '../credentials/check-sign-in.ts'
import type { Step } from '../credentials/rules.ts'
import { RuleBroken } from '../errors.ts'
import { browserName } from '../platform/browser-names.ts'
import { now } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { knownDevice, rememberDevice } from './known-device.ts'
import type { Site } from './sessions.ts'

/** How a site finds and checks an account. */
export interface SiteSignIn {
  /** What is throttled and remembered: the address, and on a portal the practice. */
  accountOf: (request: Request, email: string) => string
  check: (request: Request, email: string, given: Given) => Promise<Checked | null>
}

/** One Passport a site, each with its own check of e-mail and password. */
export function sitePassport(site: Site, { accountOf, check }: SiteSignIn) {
  const passport = new Passport()
  const fields = { usernameField: 'email', passwordField: 'password', passReqToCallback: true } as const
  passport.use(
    new Strategy(fields, (request, typed, password, done) => {
      const email = typed.trim().toLowerCase()
      const account = accountOf(request, email)
      const device = knownDevice(request, site, account)
      const given = { account, password, address: request.ip ?? '', device }
      check(request, email, given).then((checked) => done(null, checked ?? false), done)
    }),
  )
  const authenticate = (request: Request) =>
    new Promise<Checked | false>((resolve, reject) => {
      const done = (error: Error | null, user?: Checked | false) => (error ? reject(error) : resolve(user || false))
      ;(passport.authenticate('local', { session: false }, done) as (request: Request) => void)(request)
    })

  /**
   * Checks the posted e-mail and password, and starts a session or goes half the way to one.
   * @returns what is asked next
   * @throws RuleBroken, the same whatever did not fit
   */
  return async function signIn(request: Request): Promise<Step> {
    const checked = await authenticate(request)
    if (!checked)
      throw new RuleBroken('The e-mail address or the password is not right. Nothing is lost; please try again.')
    await enter(request, site, checked)
    return checked.step
  }
}

/** Starts a session, or goes half the way to one where a step is missing. */
export async function enter(request: Request, site: Site, { account, step, at, ...who }: Checked): Promise<void> {
  if (step !== 'in') return goHalfWay(request, site, { account, step, at, ...who })
  await startSession(request, site, who, at)
  rememberDevice(request, site, account)
}

/**
 * A session under a new id: whatever id the browser came with is worth nothing afterwards. It counts from the moment its
 * password was looked at, so that whatever ends older ones ends it.
 */
export async function startSession(
  request: Request,
  site: Site,
  account: SignedIn,
  signedInAt?: number,
): Promise<void> {
  await freshSession(request)
  const at = now().getTime()
  const { organizationId, accountId } = account
  const shown = { handle: newId(), browser: browserName(request.get('user-agent') ?? ''), address: request.ip ?? '' }
  Object.assign(request.session, {
    site,
    organizationId,
    accountId,
    signedInAt: signedInAt ?? at,
    lastSeenAt: at,
    ...shown,
  })
}

/** The password was right and the second factor is still missing: nobody is signed in. */
async function goHalfWay(request: Request, site: Site, half: Checked): Promise<void> {
  await freshSession(request)
  Object.assign(request.session, { site, half })
}

/** The second factor came: the session starts. */
export async function finishSignIn(request: Request, site: Site): Promise<void> {
  const { half } = request.session
  if (!half) throw new Error('nobody is half the way in')
  await startSession(request, site, half, half.at)
  rememberDevice(request, site, half.account)
}

/** Ends the session on the server; the cookie that names it opens nothing any more. */
export async function endSession(request: Request): Promise<void> {
  await freshSession(request)
  // what the browser itself has kept of the site goes too; not its cache, which stalls some browsers
  request.res?.set('Clear-Site-Data', '"storage"')
}

const freshSession = (request: Request) =>
  new Promise<void>((resolve, reject) =>
    request.session.regenerate((error) => (error ? reject(error as Error) : resolve())),
  )
