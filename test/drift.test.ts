import { expect, test } from 'vitest'
import { infrastructure } from '../src/platform/database.ts'
import { linesOfCatalogue } from './drift-catalogue.ts'
import { columnsAskedFor, linesOfModel } from './drift-model.ts'

/** What the database has beyond the generated client's data model, because Prisma's schema cannot say it. */
const checks: Record<string, string[]> = {
  accesses: ['kind', 'rights'],
  clients: ['state'],
  documents: ['kind', 'file_id, statement'],
  electronic_consents: ['withdrawn_at, given_at'],
  forms: ['kind'],
  intakes: ['state', 'state, submitted_at', 'state, signature'],
  invitations: ['state', 'holder', 'signer', 'state, open_email', 'state, ended_at'],
  mails: ['state'],
  organizations: ['second_factor', 'colour'],
  password_links: ['staff_id, account_id', 'purpose', 'state', 'state, ended_at'],
  portal_accounts: ['state'],
  processor_events: ['state', 'state, settled_at'],
  recovery_codes: ['staff_id, account_id'],
  safety_contacts: ['staff_id, email, phone'],
  seat_bills: ['state', 'due_cents', 'carried_cents', 'next_try_on, state'],
  seat_changes: ['seats_before, seats_after'],
  seats: ['state', 'open_staff_id, staff_id', 'state, ended_at', 'state, open_staff_id'],
  second_factors: ['staff_id, account_id'],
  staff: ['role', 'state'],
  staff_preferences: ['muted_mails'],
  staff_invitations: ['role', 'state', 'state, open_email', 'state, ended_at'],
  subscriptions: [
    'state',
    'period',
    'starts_on, renews_on',
    'price_cents',
    'carried_cents',
    'state, grace_ends_on',
    'grace_ends_on, noticed_days',
  ],
}
const seenAtEntry = [
  'invitations',
  'organizations',
  'password_links',
  'portal_accounts',
  'portal_addresses',
  'staff',
  'staff_invitations',
  'subscriptions',
]
const withoutOrganization = ['rate_limits', 'sessions']
const beyondTheModel = [
  'clients.name_key collate C',
  'client_words.word collate C',
  `sessions.site generated as (sess ->> 'site'::text)`,
  `sessions.organization_id generated as (sess ->> 'organizationId'::text)`,
  `sessions.account_id generated as (sess ->> 'accountId'::text)`,
  'audit_events trigger only_sealing',
  'audit_events trigger never_truncated',
  ...Object.entries(checks).flatMap(([table, all]) => all.map((columns) => `${table} check (${columns})`)),
  ...seenAtEntry.map((table) => `${table} policy entry`),
]

const model = linesOfModel()
const tables = [...new Set(columnsAskedFor().map((column) => column.split('.')[0] ?? ''))]
const tenantPolicies = tables
  .filter((table) => !withoutOrganization.includes(table))
  .map((table) => `${table} policy tenant`)
const expected = [...model, ...beyondTheModel, ...tenantPolicies]

/** What differs, `-` for what the database lacks and `+` for what it has too much; with a change made first, and undone. */
async function drift(change = 'select'): Promise<string[]> {
  const db = await infrastructure().connect()
  try {
    await db.query('begin')
    await db.query(change)
    const found = await linesOfCatalogue(db)
    return [
      ...expected.filter((line) => !found.includes(line)).map((line) => `- ${line}`),
      ...found.filter((line) => !expected.includes(line)).map((line) => `+ ${line}`),
    ]
  } finally {
    await db.query('rollback')
    db.release()
  }
}

test('the lines of the model name exactly the columns the generated client asks for', () => {
  const columns = model.flatMap((line) => /^\w+\.\w+(?= )/.exec(line) ?? [])
  expect(columns.sort()).toEqual(columnsAskedFor().sort())
  expect(columns.length).toBeGreaterThan(100)
})

test('the model has a primary key for each table, and keys, uniques and references are read', () => {
  const count = (words: string) => model.filter((line) => line.includes(words)).length
  expect(count(' primary key ')).toBe(tables.length)
  expect(count(' unique (')).toBeGreaterThan(5)
  expect(count(' references ')).toBeGreaterThan(10)
})

test('the database is what the generated client takes it for, and has beyond it only what is listed', async () => {
  expect(await drift()).toEqual([])
})

test.each([
  [
    'a column that may suddenly be empty',
    'alter table staff alter column name drop not null',
    ['- staff.name text not null', '+ staff.name text null'],
  ],
  [
    'a default nobody wrote into the schema',
    'alter table clients alter column discreet set default false',
    ['- clients.discreet boolean not null', '+ clients.discreet boolean not null default false'],
  ],
  [
    'a value the database no longer makes',
    'alter table sessions alter column site drop expression',
    [
      '- sessions.site text null made by the database',
      `- sessions.site generated as (sess ->> 'site'::text)`,
      '+ sessions.site text null',
    ],
  ],
  ['a lost unique', 'drop index staff_email_key', ['- staff unique (email)']],
  [
    'another type',
    'alter table documents alter column number type bigint',
    ['- documents.number integer not null', '+ documents.number bigint not null'],
  ],
  [
    'a lost primary key',
    'alter table counters drop constraint counters_pkey',
    ['- counters primary key (organization_id, series)'],
  ],
  [
    'a reference that deletes along',
    `alter table accesses drop constraint accesses_organization_id_client_id_fkey,
       add foreign key (organization_id, client_id) references clients (organization_id, id) on delete cascade`,
    [
      '- accesses (organization_id, client_id) references clients (organization_id, id) on delete restrict',
      '+ accesses (organization_id, client_id) references clients (organization_id, id) on delete cascade',
    ],
  ],
  ['a lost index', 'drop index sessions_expire_idx', ['- sessions index (expire)']],
  ['a column too much', 'alter table forms add column note text', ['+ forms.note text null']],
  ['a table too much', 'create table notes (id int)', ['+ notes.id integer null']],
  ['a lost column', 'alter table mails drop column refusal', ['- mails.refusal text null']],
  ['a lost check', 'alter table mails drop constraint mails_state_check', ['- mails check (state)']],
])('a planted drift is reported: %s', async (_what, change, reported) => {
  expect(await drift(change)).toEqual(reported)
})
