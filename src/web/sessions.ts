import { createHmac } from 'node:crypto'
import connectPgSimple from 'connect-pg-simple'
import type { RequestHandler } from 'express'
import session from 'express-session'
import type { Config } from '../config.ts'
import type { Step } from '../credentials/rules.ts'
import { now } from '../platform/clock.ts'
import { infrastructure } from '../platform/database.ts'
import { minutesAfter } from '../platform/time.ts'

export type Site = 'staff' | 'portal'

/** Minutes without activity after which a session ends. */
export const IDLE_MINUTES = 15
const ABSOLUTE_MINUTES = 12 * 60
const WRITE_EVERY_MINUTES = 1

declare module 'express-session' {
  interface SessionData {
    site: Site
    organizationId: string
    accountId: string
    signedInAt: number
    lastSeenAt: number
    /** What names this session to its owner, and how they would recognize it. */
    handle: string
    /** Was read from the store: it is changed there, and never made anew. */
    isStored: true
    browser: string
    address: string
    notice: string
    /** Whose password was right while the second factor is missing, and since when. Opens nothing. */
    half: { organizationId: string; accountId: string; account: string; step: Step; at: number }
    /** The link for a new password that this browser has opened. */
    passwordLink: { organizationId: string; id: string }
    /** Whose session ended in this browser, by itself or from elsewhere, and when it was last active. Opens nothing. */
    ended: {
      organizationId: string
      accountId: string
      lastSeenAt: number
      isTold: boolean
      isFromElsewhere?: boolean
    }
    /** The invitation whose link this browser has opened. */
    invitationId: string
    /** The invitation to a practice's staff whose link this browser has opened. */
    staffInvitation: { organizationId: string; id: string }
  }
}

const PgStore = connectPgSimple(session)

/** Rows of one site are no sessions on the other, even under a renamed cookie. */
class SiteStore extends PgStore {
  readonly site: Site

  constructor(site: Site) {
    super({ pool: infrastructure(), tableName: 'sessions', disableTouch: true, pruneSessionInterval: false })
    this.site = site
  }

  override get(sid: string, done: (error: unknown, found?: session.SessionData | null) => void): void {
    infrastructure()
      .query<{ sess: session.SessionData }>({ name: 'session', text: SESSION_SQL, values: [sid, this.site] })
      .then(({ rows }) => done(null, rows[0] ? { ...rows[0].sess, isStored: true } : null), done)
  }

  /** What was ended while a request was under way stays ended: the request's end does not bring it back. */
  override set(sid: string, sess: session.SessionData, done: (error?: unknown) => void = () => {}): void {
    if (!sess.isStored) return super.set(sid, sess, done)
    infrastructure()
      .query(CHANGE_SQL, [sid, sess, sess.handle ?? null, minutesAfter(now(), ABSOLUTE_MINUTES)])
      .then(() => done(), done)
  }
}

// when a session ends is said by endSessions, against our clock; the column is for sweeping
const CHANGE_SQL = `update sessions set sess = $2, expire = $4
  where sid = $1 and sess ->> 'handle' is not distinct from $3`
const SESSION_SQL = 'select sess from sessions where sid = $1 and site = $2'

/** A secret of its own for each purpose, from the one in the configuration. */
export const derivedSecret = (secret: string, purpose: string) =>
  createHmac('sha256', secret).update(`anteroom ${purpose}`).digest('base64url')

/** The session of one site: its own cookie name and secret. `__Host-` and Secure follow the configured address. */
export function siteSession(site: Site, config: Config, secret: string): RequestHandler {
  return session({
    name: config.https ? `__Host-${site}` : site,
    secret: derivedSecret(secret, `session ${site}`),
    store: new SiteStore(site),
    resave: false,
    saveUninitialized: false,
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure: config.https },
  })
}

/** Ends a session after 15 idle minutes or 12 hours, by our clock; notes activity at most once a minute. */
export const endSessions: RequestHandler = (request, _response, next) => {
  const { site, organizationId, accountId, signedInAt, lastSeenAt } = request.session
  if (signedInAt === undefined || lastSeenAt === undefined) return next()
  const at = now()
  if (
    minutesAfter(new Date(lastSeenAt), IDLE_MINUTES) <= at ||
    minutesAfter(new Date(signedInAt), ABSOLUTE_MINUTES) <= at
  ) {
    request.session.regenerate((error) => {
      if (site && organizationId && accountId) {
        Object.assign(request.session, { site, ended: { organizationId, accountId, lastSeenAt, isTold: false } })
      }
      next(error)
    })
    return
  }
  if (minutesAfter(new Date(lastSeenAt), WRITE_EVERY_MINUTES) <= at) request.session.lastSeenAt = at.getTime()
  next()
}
