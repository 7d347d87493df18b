import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { ada, harbor, nia, ofra, theo } from '../prisma/cast.ts'
import { portalHome } from '../src/accounts/home.ts'
import { portalSignIn } from '../src/accounts/sign-in.ts'
import { portalClient } from '../src/accounts/who.ts'
import type { PortalClient, StaffActor } from '../src/actor.ts'
import type { Filter } from '../src/audit-log/event-filter.ts'
import { exportLog } from '../src/audit-log/export-log.ts'
import { ownOpenings } from '../src/audit-log/own-openings.ts'
import { readLog } from '../src/audit-log/read-log.ts'
import { clientList, findClients } from '../src/clients/client-list.ts'
import { ownSignIn } from '../src/credentials/profile.ts'
import { openPasswordLink } from '../src/credentials/set-password.ts'
import { yourForms } from '../src/intakes/your-forms.ts'
import { openInvitationLink } from '../src/invitations/opened-invitation.ts'
import { now } from '../src/platform/clock.ts'
import { readInOrganization } from '../src/platform/database.ts'
import { daysAfter } from '../src/platform/time.ts'
import { practiceAt } from '../src/settings/practice.ts'
import { waitingWork } from '../src/staff/waiting-work.ts'
import { openStaffInvitationLink } from '../src/staff/opened-invitation.ts'
import { staffSignIn } from '../src/staff/sign-in.ts'
import { staffMember } from '../src/staff/who.ts'
import { ask } from './catalogue.ts'
import { CROWD, fillHarbor, halfway, midway, somebody } from './explain-crowd.ts'
import { explained, faultsOf, statementsOf } from './explain-plans.ts'
import { databaseUrl } from './setup.ts'

const member = (kind: StaffActor['kind'], { id: staffId, organizationId, name }: typeof ada): StaffActor => ({
  ...{ kind, organizationId, staffId, name, mayInvite: false, hasSeat: false },
})
const administrator = member('Administrator', ada)
const therapist = member('Therapist', theo)
const office = member('Office', ofra)
const busy = member('Therapist', nia)
const { accountId, email } = somebody
const portal: PortalClient = { kind: 'PortalClient', organizationId: harbor.id, accountId, email }
const visitor = { kind: 'Visitor', organizationId: harbor.id } as const
const given = { password: 'not the password', address: '203.0.113.9', device: null }
const signedInAt = Date.now()

let big: string[] = []
let explainedSoFar = 0

beforeAll(async () => {
  await fillHarbor(databaseUrl)
  const counts = `select relname as name from pg_class where relnamespace = 'public'::regnamespace and reltuples > 1000`
  big = (await ask<{ name: string }>(counts)).map(({ name }) => name)
})

afterAll(() => console.log(`EXPLAIN: ${explainedSoFar} statements over ${CROWD} clients`))

/** What is wrong with the plans of what `work` asks the database. */
async function faults(work: () => Promise<unknown>) {
  const plans = await explained(databaseUrl, await statementsOf(work))
  explainedSoFar += plans.length
  expect(plans.length).toBeGreaterThan(0)
  return plans.flatMap(({ text, plan }) => faultsOf(plan, big).map((fault) => `${fault} in ${text}`))
}

test('the crowd is there', async () => {
  expect((await clientList(administrator, midway)).clients).toHaveLength(25)
  expect((await clientList(therapist, midway)).clients).toHaveLength(25)
  expect((await findClients(therapist, 'mar')).clients.length).toBeGreaterThan(10)
  expect((await yourForms(portal)).forms).toHaveLength(3)
  expect(big).toEqual(expect.arrayContaining(['clients', 'client_words', 'assignments', 'accesses', 'intakes']))
})

const day = (days: number) =>
  daysAfter(now(), days - 20)
    .toISOString()
    .slice(0, 10)
const anything: Filter = { person: '', client: '', kind: '', from: '', to: '' }
const looked: Record<string, Partial<Filter>> = {
  everything: {},
  'of some days': { from: day(-9), to: day(-2) },
  'by a person': { person: theo.id },
  'by a person, of one kind': { person: theo.id, kind: 'reading' },
  'by a person, of one kind that is rare': { person: theo.id, kind: 'staff' },
  'of a busy client': { client: midway },
  'of a busy client and a person': { client: midway, person: theo.id },
  'of a busy client, of one kind': { client: midway, kind: 'clients' },
  'of one kind': { kind: 'reading' },
  'of one kind that is rare': { kind: 'settings' },
  'of one kind, in some days': { kind: 'clients', from: day(-9), to: day(-2) },
}

const searches = ['smith', 'mar', 'm', 'maria smith', 'ma ma', 'ada.smith', 'nobody', 'maria nobody']
test.each([
  ...[administrator, therapist, busy].flatMap((actor) => [
    [`client list of ${actor.name}`, () => clientList(actor, null)] as const,
    [`next page of the client list of ${actor.name}`, () => clientList(actor, midway)] as const,
    ...searches.map((words) => [`${actor.name} searching "${words}"`, () => findClients(actor, words)] as const),
  ]),
  ...[administrator, therapist, busy, office].map(
    (actor) => [`what waits for ${actor.name}`, () => waitingWork(actor)] as const,
  ),
  ['portal home', () => portalHome(portal)],
  ['the forms of an account', () => yourForms(portal)],
  ['who asks on the portal', () => portalClient({ organizationId: harbor.id, accountId, signedInAt }, 'harbor')],
  ['who asks on the staff site', () => staffMember({ organizationId: harbor.id, accountId: theo.id, signedInAt })],
  ['the practice at an address', () => practiceAt('harbor')],
  ['sign-in of a client', () => portalSignIn(harbor.id, email, { ...given, account: email })],
  ['sign-in of the staff', () => staffSignIn(theo.email, { ...given, account: theo.email })],
  ['one’s own sign-in', () => ownSignIn(portal)],
  ['a link for a new password by its token', () => openPasswordLink(visitor, { site: 'staff' }, 'no token')],
  ['an invitation to the staff by its token', () => openStaffInvitationLink(visitor, 'no token')],
  ...[null, halfway].flatMap((before) =>
    Object.entries(looked).map(
      ([what, filter]) =>
        [
          `the audit log, ${what}, ${before ? 'later pages' : 'first page'}`,
          () => readLog(administrator, { ...anything, ...filter }, 'UTC', before),
        ] as const,
    ),
  ),
  [
    'an export of the audit log',
    () => exportLog(administrator, { ...anything, kind: 'clients', from: day(-2) }, 'UTC'),
  ],
  ['who opened an account’s own file', () => ownOpenings(portal, null)],
  ['an invitation by its token', () => openInvitationLink(visitor, 'no token')],
] as [string, () => Promise<unknown>][])('%s reads no big table in vain', async (_name, work) => {
  expect(await faults(work)).toEqual([])
})

test('what is read in one message is explained as its organization, and reads rows', async () => {
  const [plan] = await explained(databaseUrl, await statementsOf(() => yourForms(portal)))
  expect(plan?.plan['Actual Rows']).toBe(3)
})

test('a search that the policies keep from every index is found out', async () => {
  const sql = 'select id from clients where organization_id = $1 and last_name ilike $2'
  const work = () => readInOrganization(portal, z.object({ id: z.string() }), sql, [harbor.id, '%marshova%'])
  expect((await faults(work)).join()).toMatch(/sequential scan of clients|\d rows removed/)
})
