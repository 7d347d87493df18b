import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { ada, cleo, harbor } from '../prisma/cast.ts'
import { sealAudit, verifyAudit } from '../src/audit-chain.ts'
import { inOrganization } from '../src/platform/database.ts'
import { staffBrowser } from './browser.ts'
import { databaseUrl } from './setup.ts'

const organizationId = harbor.id
const inHarbor = <T>(work: Parameters<typeof inOrganization<T>>[1]) => inOrganization({ organizationId }, work)

/** What somebody with the database's own login could do, past the trigger and the policies. */
async function asOwner(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(`alter table audit_events disable trigger user; alter table audit_events no force row level security;
    ${sql}; alter table audit_events force row level security; alter table audit_events enable trigger user`)
  await client.end()
}

beforeAll(async () => {
  const admin = await staffBrowser(ada)
  for (let time = 0; time < 6; time++) await admin.get(`/staff/clients/${cleo.id}`)
  await sealAudit({ organizationId })
})

test('opening a client file is exactly one read event, a refusal none', async () => {
  const count = () => inHarbor((tx) => tx.auditEvent.count({ where: { event: 'client.read', subjectId: cleo.id } }))
  const before = await count()
  const admin = await staffBrowser(ada)
  await admin.get(`/staff/clients/${cleo.id}`)
  expect(await count()).toBe(before + 1)
  await admin.get('/staff/clients/0192f000-0000-7000-8000-00000000ffff')
  expect(await count()).toBe(before + 1)
})

test('sealed events form a chain that holds, and sealing again adds only what is new', async () => {
  await sealAudit({ organizationId })
  const sealed = await inHarbor((tx) => tx.auditEvent.count({ where: { seq: { not: null } } }))
  await sealAudit({ organizationId })
  expect(await inHarbor((tx) => tx.auditEvent.count({ where: { seq: { not: null } } }))).toBe(sealed)
  expect(await inHarbor(verifyAudit)).toEqual([])
})

test('the application can neither change nor delete an event', async () => {
  await expect(inHarbor((tx) => tx.auditEvent.updateMany({ data: { event: 'client.added' } }))).rejects.toThrow()
  await expect(inHarbor((tx) => tx.auditEvent.deleteMany({}))).rejects.toThrow()
})

test.each([
  ['edited', `update audit_events set event = 'client.added' where seq = 3`, 'event 3 is not'],
  ['deleted', `delete from audit_events where seq = 5 and organization_id = '${organizationId}'`, 'event 5 is missing'],
])('an event that was %s shows', async (_what, sql, problem) => {
  await asOwner(sql)
  expect((await inHarbor(verifyAudit)).join()).toContain(problem)
})
