/** One mistake somebody could make, and the test that must turn red for it. */
export interface Fault {
  name: string
  file: string
  /** What stands in the file, exactly once. */
  text: string
  replacement: string
  test: string
}

const architecture = 'test/architecture.test.ts'
const tenancy = 'test/tenancy.test.ts'
const catalogue = 'test/catalogue.test.ts'
const matrix = 'test/matrix.test.ts'

const first = 'prisma/migrations/20261123000000_practices_staff_clients/migration.sql'
const second = 'prisma/migrations/20261124000000_invitations_mails_keys/migration.sql'
const third = 'prisma/migrations/20261125000200_every_row_belongs_to_a_practice/migration.sql'

/** The routes the matrix walks while it is looked for faults: enough to find each, in less time. */
export const environment = { MATRIX_ROUTES: '/staff(/clients.*|/seat)?$|/portal/:practice$' }

/** Tests that start the program itself, as it is built. */
export const ofTheProgram = ['test/privacy/canaries.test.ts']

/** Planted one at a time in a copy of the tree by `npm run test:faults`; each must be found. */
export const faults: Fault[] = [
  {
    name: 'two jobs may try one mail at once',
    file: 'src/mails.ts',
    text: "state: 'queued', nextTryAt: { lte: now() } }",
    replacement: "state: 'queued' }",
    test: 'test/mails.test.ts',
  },
  {
    name: 'a statement for each client invited',
    file: 'src/audit.ts',
    text: '  await tx.auditEvent.createMany({ data })',
    replacement: '  for (const each of data) await tx.auditEvent.createMany({ data: [each] })',
    test: 'test/invitations/several-at-once.test.ts',
  },
  {
    name: 'many jobs outside the operation',
    file: 'src/platform/jobs.ts',
    text: 'insert(jobs, { db })',
    replacement: 'insert(jobs)',
    test: tenancy,
  },
  // S1: who may do what
  {
    name: 'scoping off',
    file: 'src/policy.ts',
    text: 'return { assignments: { some: { staffId: actor.staffId, endedAt: null } } }',
    replacement: 'return {}',
    test: matrix,
  },
  {
    name: 'scoping off in lists',
    file: 'src/policy.ts',
    text: `return \`c.id in (select v.client_id from assignments v
        where v.organization_id = $1 and v.staff_id = $2 and v.ended_at is null)\``,
    replacement: "return '$2::uuid is not null'",
    test: matrix,
  },
  {
    name: 'a role too many',
    file: 'src/policy.ts',
    text: "'client.add': { Administrator: 'yes',",
    replacement: "'client.add': { Administrator: 'yes', Therapist: 'yes',",
    test: matrix,
  },
  {
    name: 'out of reach told apart from not there',
    file: 'src/clients/queries.ts',
    text: 'if (!isId(id)) return null',
    replacement: "if (!isId(id)) throw new Error('a malformed id')",
    test: matrix,
  },
  {
    name: 'out of reach answered as forbidden',
    file: 'src/policy.ts',
    text: "if (rule === 'reach' && !file) throw new NotFound()",
    replacement: "if (rule === 'reach' && !file) throw new Forbidden(action)",
    test: matrix,
  },
  {
    name: 'authorize forgotten in one operation',
    file: 'src/clients/assign-staff.ts',
    text: "const client = authorize(actor, 'client.assign', await clientInReach(tx, actor, id))",
    replacement: "const client = (await clientInReach(tx, actor, id)) ?? authorize(actor, 'client.assign', null)",
    test: matrix,
  },
  {
    name: 'a refused form shown without its own action asked',
    file: 'src/clients/staff-routes.ts',
    text: "again: (form) => detailsPage(visit, 'client.assign', form),",
    replacement: "again: (form) => detailsPage(visit, 'client.view', form),",
    test: matrix,
  },
  {
    name: 'a refused form sent whatever was asked',
    file: 'src/web/router.ts',
    text: 'if (!wasAsked(visit.actor, action)) throw',
    replacement: "if (!wasAsked(visit.actor, action) && !(reply.kind === 'page' && reply.status === 422)) throw",
    test: 'test/web/router.test.ts',
  },
  {
    name: 'an answer sent although nobody was asked',
    file: 'src/web/router.ts',
    text: 'if (!wasAsked(visit.actor, action)) throw',
    replacement: "if (!wasAsked(visit.actor, action) && reply.kind !== 'json') throw",
    test: 'test/web/router.test.ts',
  },
  {
    name: 'an id in the form not checked',
    file: 'src/clients/assign-staff.ts',
    text: 'if (!form.staff.every((staffId) => possible.has(staffId))) {',
    replacement: 'if (form.staff.length > 99) {',
    test: matrix,
  },
  {
    name: 'a session of one practice good at another',
    file: 'src/accounts/who.ts',
    text: 'and p.address = $3',
    replacement: 'and $3::text is not null',
    test: matrix,
  },
  {
    name: 'deactivated staff stay signed in',
    file: 'src/staff/who.ts',
    text: "and s.state = 'active'",
    replacement: '',
    test: matrix,
  },
  {
    name: 'a switched-off account stays signed in',
    file: 'src/accounts/who.ts',
    text: "and a.state = 'active'",
    replacement: '',
    test: matrix,
  },
  {
    name: 'a route that names no action',
    file: 'src/routes.ts',
    text: '  staff.use(staffHome.router)\n',
    replacement:
      "  staff.use(staffHome.router)\n  staff.get('/shortcut', (_request, response) => response.send('hello'))\n",
    test: matrix,
  },
  {
    name: 'a refusal that writes',
    file: 'src/clients/edit-client.ts',
    text: '  await inOrganization(actor, async (tx) => {\n',
    replacement: `  const { organizationId: theirs } = actor
  await inOrganization(actor, (tx) => tx.client.updateMany({ where: { organizationId: theirs, id }, data: { phone: null } }))
  await inOrganization(actor, async (tx) => {
`,
    test: matrix,
  },

  // the staff
  {
    name: 'the permission to invite ignored',
    file: 'src/policy.ts',
    text: "return rule === 'granted' && !mayInvite ? undefined : rule",
    replacement: 'return rule',
    test: 'test/staff/permission.test.ts',
  },
  {
    name: 'the last administrator may go',
    file: 'src/staff/hold-staff.ts',
    text: 'if (administrators.size > 1 || !administrators.has(member.id)) return',
    replacement: 'if (administrators.size > 0) return',
    test: 'test/staff/roles.test.ts',
  },
  {
    name: 'two administrators may demote each other at once',
    file: 'src/staff/hold-staff.ts',
    text: 'order by id for no key update',
    replacement: 'order by id',
    test: 'test/staff/roles.test.ts',
  },
  {
    name: 'clients left with who has left',
    file: 'src/staff/deactivate-member.ts',
    text: "await handOver(tx, actor, { from: member, to: form.handOver, field: 'handOver' })",
    replacement: 'member._count.assignments',
    test: 'test/staff/leaving.test.ts',
  },
  {
    name: 'clients assigned to who is just leaving',
    file: 'src/clients/queries.ts',
    text: 'order by id for share',
    replacement: 'order by id',
    test: 'test/staff/leaving.test.ts',
  },
  {
    name: 'staff elsewhere revealed',
    file: 'src/staff/invite-staff.ts',
    text: "authorize(actor, 'staff.invite')\n",
    replacement: `authorize(actor, 'staff.invite')
  const { atEntry } = await import('../platform/database.ts')
  const { RuleBroken } = await import('../errors.ts')
  if (await atEntry((tx) => tx.staff.findUnique({ where: { email: form.email }, select: { id: true } })))
    throw new RuleBroken('This address is taken.', 'email')
`,
    test: 'test/staff/invitations.test.ts',
  },

  // S11: the edge
  {
    name: 'origin check off',
    file: 'src/web/same-origin.ts',
    text: "if (request.method !== 'POST' || !own) throw",
    replacement: "if (request.method !== 'POST') throw",
    test: matrix,
  },
  {
    name: 'a sibling site let in',
    file: 'src/web/same-origin.ts',
    text: "site === 'same-origin'",
    replacement: "site !== 'cross-site'",
    test: matrix,
  },
  {
    name: 'other methods let in',
    file: 'src/web/same-origin.ts',
    text: "if (request.method !== 'POST' || !own) throw",
    replacement: 'if (!own) throw',
    test: matrix,
  },
  {
    name: 'inline style allowed',
    file: 'src/web/headers.ts',
    text: 'styleSrc: self,',
    replacement: `styleSrc: ["'self'", "'unsafe-inline'"],`,
    test: matrix,
  },
  {
    name: 'pages kept in caches',
    file: 'src/web/headers.ts',
    text: "response.set('Cache-Control', 'no-store')",
    replacement: "response.set('Cache-Control', 'private')",
    test: matrix,
  },

  // S3: one organization and another
  {
    name: 'organization forgotten at the reading door',
    file: 'src/platform/one-message.ts',
    text: "set_config('app.organization', $1, true) is null",
    replacement: '$1::text is null',
    test: tenancy,
  },
  {
    name: 'organization left behind by the reading door',
    file: 'src/platform/one-message.ts',
    text: "set_config('app.organization', $1, true)",
    replacement: "set_config('app.organization', $1, false)",
    test: tenancy,
  },
  {
    name: 'a reading door that writes',
    file: 'src/platform/one-message.ts',
    text: " or set_config('transaction_read_only', 'on', true) is null",
    replacement: '',
    test: tenancy,
  },
  {
    name: 'organization left behind on the connection',
    file: 'src/platform/database.ts',
    text: "set_config('app.organization', ${actor.organizationId}, true)",
    replacement: "set_config('app.organization', ${actor.organizationId}, false)",
    test: tenancy,
  },
  {
    name: 'a second connection inside a door',
    file: 'src/platform/database.ts',
    text: 'if (open.getStore()) throw',
    replacement: 'if (open.getStore() === null) throw',
    test: tenancy,
  },
  {
    name: 'a job outside the operation',
    file: 'src/platform/jobs.ts',
    text: 'send(queue, payload, { db: within(tx) })',
    replacement: 'send(queue, payload)',
    test: tenancy,
  },
  {
    name: 'jobs readable through the doors',
    file: 'src/platform/jobs.ts',
    text: 'grant select (id) on pgboss.job',
    replacement: 'grant select on pgboss.job',
    test: catalogue,
  },
  {
    name: 'row-level security not forced',
    file: first,
    text: "EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant);",
    replacement: '',
    test: catalogue,
  },
  {
    name: 'a table without a policy',
    file: second,
    text: "CALL behind_tenant_door('mails', 'SELECT, INSERT, UPDATE');",
    replacement: 'GRANT SELECT, INSERT, UPDATE ON mails TO anteroom_tenant;',
    test: catalogue,
  },
  {
    name: 'a policy that trusts whoever sets the organization',
    file: first,
    text: "USING (current_user = ''anteroom_tenant'' AND %I = current_organization())",
    replacement: 'USING (%I = current_organization())',
    test: catalogue,
  },
  {
    name: 'a foreign key that is not composite',
    file: first,
    text: 'FOREIGN KEY ("organization_id", "staff_id") REFERENCES "staff"("organization_id", "id") ON DELETE RESTRICT',
    replacement:
      'CHECK (true); CREATE UNIQUE INDEX ON "staff" ("id"); ALTER TABLE "assignments" ADD FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT',
    test: catalogue,
  },
  {
    name: 'a foreign key that deletes along',
    file: first,
    text: '"accesses_organization_id_client_id_fkey" FOREIGN KEY ("organization_id", "client_id") REFERENCES "clients"("organization_id", "id") ON DELETE RESTRICT',
    replacement:
      '"accesses_organization_id_client_id_fkey" FOREIGN KEY ("organization_id", "client_id") REFERENCES "clients"("organization_id", "id") ON DELETE CASCADE',
    test: catalogue,
  },
  {
    name: 'a table that belongs to nobody',
    file: third,
    text: 'ALTER TABLE "mails" ADD CONSTRAINT "mails_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;',
    replacement: '',
    test: catalogue,
  },
  {
    name: 'a foreign key accepted over rows that break it',
    file: third,
    text: 'ALTER TABLE "mails" NO FORCE ROW LEVEL SECURITY;',
    replacement: '',
    test: 'test/platform/data-migrations.test.ts',
  },
  {
    name: 'a data migration that meets no row',
    file: 'prisma/migrations/20261125000100_a_row_for_each_agreement/migration.sql',
    text: 'ALTER TABLE "electronic_consents" NO FORCE ROW LEVEL SECURITY;',
    replacement: '',
    test: 'test/platform/data-migrations.test.ts',
  },
  {
    name: 'the entry door sees a name',
    file: first,
    text: "'organization_id, id, email, state, password_hash');\nCALL seen_at_entry('portal_accounts'",
    replacement: "'organization_id, id, email, state, password_hash, name');\nCALL seen_at_entry('portal_accounts'",
    test: catalogue,
  },

  // seats
  {
    name: 'a seat not asked for',
    file: 'src/policy.ts',
    text: "return rule === 'seat' && !hasSeat(actor) ? new NeedsSeat(action) : null",
    replacement: 'return null',
    test: matrix,
  },
  {
    name: 'a paused seat that works',
    file: 'src/policy.ts',
    text: "e.staff_id = s.id and e.state in ('free', 'paid')))`",
    replacement: "e.staff_id = s.id and e.state <> 'ended'))`",
    test: 'test/subscriptions/has-seat.test.ts',
  },
  {
    name: 'the day of a change counted for the old plan',
    file: 'src/subscriptions/bill.ts',
    text: 'const days = daysBetween(change.on, renewsOn)',
    replacement: 'const days = daysBetween(change.on, renewsOn) - 1',
    test: 'test/subscriptions/bill.test.ts',
  },
  {
    name: 'half a cent rounded down',
    file: 'src/platform/money.ts',
    text: 'Math.floor((2 * numerator + denominator) / (2 * denominator))',
    replacement: 'Math.ceil((2 * numerator - denominator) / (2 * denominator))',
    test: 'test/subscriptions/bill.test.ts',
  },
  {
    name: 'a month that forgets the day it began on',
    file: 'src/subscriptions/renewals.ts',
    text: 'monthsAfter(startsOn, MONTHS[interval], dayOfMonth(anchorOn))',
    replacement: 'monthsAfter(startsOn, MONTHS[interval], dayOfMonth(startsOn))',
    test: 'test/subscriptions/bill.test.ts',
  },
  {
    name: 'a list saved over another',
    file: 'src/subscriptions/check-seating.ts',
    text: 'if (!isSame(differenceOf(had, current))) {',
    replacement: 'if (had.ids.length < 0) {',
    test: 'test/subscriptions/seats.test.ts',
  },
  {
    name: 'two lists saved at once',
    file: 'src/subscriptions/subscription.ts',
    text: 'where organization_id = ${organizationId}::uuid for update`',
    replacement: 'where organization_id = ${organizationId}::uuid`',
    test: 'test/subscriptions/seats.test.ts',
  },
  {
    name: 'a seat for the office',
    file: 'src/subscriptions/rules.ts',
    text: "(role === 'administrator' || role === 'therapist')",
    replacement: "role !== 'client'",
    test: 'test/subscriptions/seats.test.ts',
  },
  {
    name: 'a released seat that stays',
    file: 'src/subscriptions/release-seat.ts',
    text: 'const others = current.ids.filter((id) => id !== staffId)',
    replacement: 'const others = current.ids',
    test: 'test/subscriptions/release-seat.test.ts',
  },

  // the shape
  {
    name: 'a route that touches the database',
    file: 'src/staff/staff-routes.ts',
    text: "import { staffSignIn } from './sign-in.ts'\n",
    replacement: "import { staffSignIn } from './sign-in.ts'\nimport '../platform/database.ts'\n",
    test: architecture,
  },
  {
    name: 'an operation that knows Express',
    file: 'src/clients/add-client.ts',
    text: "import type { z } from 'zod'\n",
    replacement: "import type { z } from 'zod'\nimport type { Request } from 'express'\n",
    test: architecture,
  },
  {
    name: 'an operation that knows the web',
    file: 'src/clients/add-client.ts',
    text: "import type { z } from 'zod'\n",
    replacement: "import type { z } from 'zod'\nimport { seeOther } from '../web/reply.ts'\n",
    test: architecture,
  },
  {
    name: 'a platform that knows the policy',
    file: 'src/platform/ids.ts',
    text: "import { now } from './clock.ts'\n",
    replacement: "import { now } from './clock.ts'\nimport type { Action } from '../policy.ts'\n",
    test: architecture,
  },
  {
    name: 'files in a circle',
    file: 'src/clients/client-words.ts',
    text: "import { fold } from '../fields.ts'\n",
    replacement: "import { fold } from '../fields.ts'\nimport { addClient } from './add-client.ts'\n",
    test: architecture,
  },
  {
    name: 'rules that read the database',
    file: 'src/invitations/rules.ts',
    text: "import { RuleBroken } from '../errors.ts'\n",
    replacement: "import { RuleBroken } from '../errors.ts'\nimport { atEntry } from '../platform/database.ts'\n",
    test: architecture,
  },
  {
    name: 'a second clock',
    file: 'src/clients/add-client.ts',
    text: 'createdAt: now()',
    replacement: 'createdAt: new Date()',
    test: architecture,
  },
  {
    name: 'the demonstration in the real start',
    file: 'src/start.ts',
    text: "import { createApp, type Extras } from './app.ts'\n",
    replacement: "import { createApp, type Extras } from './app.ts'\nimport './demo.ts'\n",
    test: architecture,
  },
  {
    name: 'a view that writes unescaped',
    file: 'views/errors/problem.ejs',
    text: '<%= m.heading %>',
    replacement: '<%- m.heading %>',
    test: architecture,
  },
  {
    name: 'a style in a view',
    file: 'views/layouts/portal.ejs',
    text: '<%- body %>',
    replacement: '<div style="color: red"><%- body %></div>',
    test: architecture,
  },
]
