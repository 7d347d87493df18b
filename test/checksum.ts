import { z } from 'zod'
import { elm, harbor } from '../prisma/cast.ts'
import type { AuditEvent } from '../src/audit.ts'
import { infrastructure, inOrganization, readInOrganization } from '../src/platform/database.ts'
import { ask, tenantTables } from './catalogue.ts'

/** What stands in the database: `rows` changes with every write, `opened` with every audit line that a file was opened. */
export interface State {
  rows: string
  opened: string
}

const row = z.object({ rows: z.string(), opened: z.string() })

const OPENED = '[.](read|opened|downloaded)$'

/** What is written where nothing else is: somebody was refused. */
const refusals: AuditEvent[] = [
  'access.refused',
  'session.refused',
  'session.held-up',
  'second-factor.refused',
  'invitation.birth-date-wrong',
]

/**
 * A way to see whether anything was written since: place and transaction of every row of both practices and the jobs.
 * Left out are sessions and throttling; and of the audit, whose lines are counted, what is opened and what is refused.
 */
export async function databaseWatch(): Promise<() => Promise<State>> {
  const tables = (await tenantTables()).filter(({ name }) => name !== 'audit_events')
  const sums = tables.map(
    ({ name }) => `select ${quoted(name)} || coalesce(string_agg(t.ctid::text || t.xmin::text, ' ' order by t.ctid), '')
      as part from ${name} t`,
  )
  sums.push(`select 'audit_events ' || count(*) as part from audit_events
    where event !~ '${OPENED}' and event not in (${refusals.map((event) => `'${event}'`).join()})`)
  const sql = `select md5(string_agg(part, ' ' order by part)) as rows,
      (select count(*)::text from audit_events where event ~ '${OPENED}') as opened
    from (${sums.join(' union all ')}) parts`
  const practices = [harbor, elm].map(({ id }) => ({ organizationId: id }))
  return async () => {
    const states = await Promise.all(practices.map((each) => readInOrganization(each, row, sql, [])))
    const jobs = await ask(`select count(*)::text || coalesce(max(created_on)::text, '') as jobs from pgboss.job`)
    const all = states.flat()
    return { rows: JSON.stringify([all.map(({ rows }) => rows), jobs]), opened: all.map(({ opened }) => opened).join() }
  }
}

const quoted = (name: string) => `'${name} '`

/**
 * Remembers who is signed in. @returns what puts it back, and forgets what was throttled meanwhile, what ended sessions and
 * whose recovery kit is owed
 */
export async function sessionsKept(): Promise<() => Promise<void>> {
  const rows = await ask<{ sess: Sess }>('select sid, sess, expire from sessions')
  return async () => {
    for (const { id: organizationId } of [harbor, elm]) {
      await inOrganization({ organizationId }, async (tx) => {
        await tx.staff.updateMany({ where: { sessionsFrom: { not: null } }, data: { sessionsFrom: null } })
        await tx.portalAccount.updateMany({ where: { sessionsFrom: { not: null } }, data: { sessionsFrom: null } })
        await tx.organization.updateMany({ where: { recoveryKitAt: null }, data: { recoveryKitAt: new Date() } })
      })
    }
    await infrastructure().query('delete from rate_limits')
    await infrastructure().query('delete from sessions')
    await infrastructure().query(
      `insert into sessions (sid, sess, expire)
       select sid, sess, expire from json_to_recordset($1::json) as r (sid text, sess json, expire timestamptz)`,
      [JSON.stringify(rows.map((row) => ({ ...row, sess: asOfNow(row.sess) })))],
    )
  }
}

interface Sess {
  lastSeenAt?: number
  half?: { at: number }
}

/** A session that was active just now: how long the whole takes ends none. */
const asOfNow = (sess: Sess): Sess => ({
  ...sess,
  ...(sess.lastSeenAt ? { lastSeenAt: Date.now() } : {}),
  ...(sess.half ? { half: { ...sess.half, at: Date.now() } } : {}),
})
