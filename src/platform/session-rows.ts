import { now } from './clock.ts'
import { infrastructure } from './database.ts'

/** Whose sessions, of one site. */
interface Owner {
  organizationId: string
  site: 'staff' | 'portal'
  accountId: string
}

/** A signed-in browser, as its owner is shown it. The handle names it and opens nothing. */
export interface SignedInBrowser {
  handle: string
  browser: string
  address: string
  signedInAt: Date
  lastSeenAt: Date
}

/** The sessions of an account, newest activity first, ended ones included that nobody has swept yet. */
export async function sessionsOf({ organizationId, site, accountId }: Owner): Promise<SignedInBrowser[]> {
  const { rows } = await infrastructure().query<Record<string, string>>(
    `select sess ->> 'handle' as handle, sess ->> 'browser' as browser, sess ->> 'address' as address,
       sess ->> 'signedInAt' as signed_in, sess ->> 'lastSeenAt' as last_seen
     from sessions where organization_id = $1 and account_id = $2 and site = $3 and expire > $4
     order by (sess ->> 'lastSeenAt')::bigint desc limit 100`,
    [organizationId, accountId, site, now()],
  )
  return rows.map(({ handle = '', browser = '', address = '', signed_in, last_seen }) => ({
    handle,
    browser,
    address,
    signedInAt: new Date(Number(signed_in)),
    lastSeenAt: new Date(Number(last_seen)),
  }))
}

/** Ends one session of an account. What stays says only whose it was, so that the browser can be told. */
export async function endSessionRow({ organizationId, site, accountId }: Owner, handle: string): Promise<void> {
  await infrastructure().query(
    `update sessions set sess = json_build_object('cookie', sess -> 'cookie', 'site', sess -> 'site',
       'ended', json_build_object('organizationId', $1::text, 'accountId', $2::text, 'isTold', false,
         'lastSeenAt', sess -> 'lastSeenAt', 'isFromElsewhere', true))
     where organization_id = $1 and account_id = $2 and site = $3 and sess ->> 'handle' = $4`,
    [organizationId, accountId, site, handle],
  )
}

/** Sweep: sessions and throttling counters that ran out. */
export async function sweepSessions(): Promise<void> {
  await infrastructure().query('delete from sessions where expire < $1', [now()])
  await infrastructure().query('delete from rate_limits where expire < $1', [now().getTime()])
}
