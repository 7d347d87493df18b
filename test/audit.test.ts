import pg from 'pg'
import ts from 'typescript'
import { beforeAll, expect, test } from 'vitest'
import { accounts, ada, cleo, harbor, max, nia, omar, theo } from '../prisma/cast.ts'
import { auditEvents } from '../src/audit.ts'
import { sealAudit, verifyAudit } from '../src/audit-chain.ts'
import { now } from '../src/platform/clock.ts'
import { inOrganization } from '../src/platform/database.ts'
import { newId } from '../src/platform/ids.ts'
import { Browser, portalBrowser, staffBrowser } from './browser.ts'
import { nodesOf, sourcesIn } from './imports.ts'
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

/** What the audit says since a moment of what somebody was refused. */
const refusalsOf = (actorId: string, since: Date) =>
  inHarbor((tx) =>
    tx.auditEvent.findMany({
      where: { event: 'access.refused', actorId, at: { gte: since } },
      select: { actorKind: true, subjectId: true, details: true },
      orderBy: { at: 'asc' },
    }),
  )

test.each([
  ['a role', theo, 'get', '/staff/organization/staff', 'staff.list', 403],
  ['a missing seat', nia, 'get', '/staff/seat', 'seat.view', 403],
  ['a missing permission', nia, 'post', '/staff/invitations', 'client.invite', 403],
  ['the reach', nia, 'get', `/staff/clients/${cleo.id}`, 'client.view', 404],
  ['the reach, of a change', nia, 'post', `/staff/clients/${cleo.id}/assignments`, 'client.assign', 403],
  ['another practice', ada, 'get', `/staff/clients/${max.id}`, 'client.view', 404],
  ['nothing being there', ada, 'get', '/staff/clients/nobody', 'client.view', 404],
] as const)(
  'what %s refuses stands in the audit once, and opens nothing',
  async (_what, who, method, path, action, status) => {
    const browser = await staffBrowser(who)
    const since = now()
    const opened = () => inHarbor((tx) => tx.auditEvent.count({ where: { event: { endsWith: '.read' } } }))
    const before = await opened()
    expect((await browser[method](path)).status).toBe(status)
    expect(await refusalsOf(who.id, since)).toEqual([
      { actorKind: who === ada ? 'Administrator' : 'Therapist', subjectId: null, details: { action, status } },
    ])
    expect(await opened()).toBe(before)
  },
)

test('a client who reaches for what is somebody else’s stands in the audit, a visitor does not', async () => {
  const { id: accountId } = accounts.find(({ clientId }) => clientId === omar.id)!
  const since = now()
  const path = `/portal/${harbor.portalAddress}/documents/${newId()}`
  expect((await (await portalBrowser(omar)).get(path)).status).toBe(404)
  const kept = { actorKind: 'PortalClient', subjectId: null, details: { action: 'document.open', status: 404 } }
  expect(await refusalsOf(accountId, since)).toEqual([kept])
  await new Browser().get(path)
  expect(
    await inHarbor((tx) => tx.auditEvent.count({ where: { event: 'access.refused', actorKind: 'Visitor' } })),
  ).toBe(0)
})

test('somebody who tries door after door fills the audit up to a measure, and is refused all the same', async () => {
  const browser = await portalBrowser(omar)
  const { id: accountId } = accounts.find(({ clientId }) => clientId === omar.id)!
  const since = now()
  const answers = []
  for (let door = 0; door < 65; door++) {
    answers.push((await browser.get(`/portal/${harbor.portalAddress}/documents/${newId()}`)).status)
  }
  expect(new Set(answers)).toEqual(new Set([404]))
  const kept = (await refusalsOf(accountId, since)).length
  expect(kept).toBeGreaterThan(50)
  expect(kept).toBeLessThanOrEqual(60)
})

test('a refusal that the audit cannot keep is a refusal all the same', async () => {
  const browser = await staffBrowser(theo)
  const answer = () => browser.get('/staff/organization/staff')
  const usual = await answer()
  await asOwner(`alter table audit_events add constraint refusing check (event <> 'access.refused') not valid`)
  try {
    const { status, text } = await answer()
    expect({ status, text }).toEqual({ status: usual.status, text: usual.text })
  } finally {
    await asOwner('alter table audit_events drop constraint refusing')
  }
})

test.each([
  ['the staff’s site', '/staff', () => staffBrowser(theo), theo.id, 'staff'],
  ['a portal', `/portal/${harbor.portalAddress}`, () => portalBrowser(omar), accounts[0]!.id, 'portal'],
])(
  'signing out of %s stands in the audit once, and once more for nobody',
  async (_what, base, enter, subjectId, site) => {
    const browser = await enter()
    const where = { event: 'session.ended', subjectId, actorId: subjectId }
    const ended = () => inHarbor((tx) => tx.auditEvent.findMany({ where, select: { details: true } }))
    const before = await ended()
    expect((await browser.post(`${base}/sign-out`)).status).toBe(303)
    expect((await browser.post(`${base}/sign-out`)).status).toBe(303)
    expect(await ended()).toEqual([...before, { details: { site } }])
  },
)

/** The events that calls of `record` and `recordAll` name, however they choose among them. */
function recorded(): Set<string> {
  const calls = sourcesIn('src').flatMap(({ tree }) => [...nodesOf(tree)].filter(ts.isCallExpression))
  const recording = calls.filter(({ expression }) => /^record(All)?$/.test(expression.getText()))
  const texts = recording.flatMap((call) => [...nodesOf(call)].filter(ts.isStringLiteralLike))
  return new Set(texts.map(({ text }) => text))
}

test('every event there is gets written by some operation', () => {
  const written = recorded()
  expect(Object.keys(auditEvents).filter((event) => !written.has(event))).toEqual([])
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
