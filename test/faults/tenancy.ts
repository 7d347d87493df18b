import type { Fault } from '../faults.ts'

const tenancy = 'test/tenancy.test.ts'
const catalogue = 'test/catalogue.test.ts'
const first = 'prisma/migrations/20261123000000_practices_staff_clients/migration.sql'
const second = 'prisma/migrations/20261124000000_invitations_mails_keys/migration.sql'
const third = 'prisma/migrations/20261125000200_every_row_belongs_to_a_practice/migration.sql'

/** S3: one organization and another. */
export const faults: Fault[] = [
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
    text: "`set_config('transaction_read_only', 'on', true) is null`",
    replacement: "'false'",
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
]
