import pg from 'pg'
import { harbor, nia, theo } from '../prisma/cast.ts'
import { now } from '../src/platform/clock.ts'

export const CROWD = 100_000

const id = (kind: string, i = 'i') => `('0192f000-0000-7000-${kind}-' || lpad(to_hex(${i}), 12, '0'))::uuid`
const client = id('9000')
const account = id('a000')
const invitation = id('b000')

const COLLEAGUES = 200
const colleague = id('c000', `i % ${COLLEAGUES}`)

/** Whom each client is assigned to: a colleague, one in 250 Theo as well, one in 50 Nia. */
const caseloads = [
  { staffId: colleague, oneIn: 1 },
  { staffId: `'${theo.id}'::uuid`, oneIn: 250 },
  { staffId: `'${nia.id}'::uuid`, oneIn: 50 },
]

/** Somebody in the midst of the list whom Theo and Nia may see as well: the 1,000th. */
export const midway = '0192f000-0000-7000-9000-0000000003e8'

/** One of the crowd who has an account, and three forms waiting. */
export const somebody = { accountId: '0192f000-0000-7000-a000-000000000009', email: 'ada.martinson0.9@mail.example' }

const names = `
  (array['ada','ben','carla','dmitri','elena','farid','grace','hugo','ines','jamal','kira','leo','maria','nadia','oscar',
    'priya','quentin','rosa','samir','tara','uma','victor','wanda','xavier','yara','zoe','mark','marcus','marlene','martha'])
    [1 + i * 13 / 16 % 30] as first,
  (array['smith','johnson','martin','garcia','marsh','kowalski','nguyen','okafor','haddad','lind','marino','silva','tanaka',
    'weber','novak','marks'])[1 + i / 4 % 16]
    || case when i % 4 > 0 then (array['son','s','ez','ova','berg'])[1 + i / 64 % 5] || i / 320 % 300 else '' end as last`

/** Rows of each table, in order of reference, from `people (i, first, last, mail, at)`. */
const rows = [
  `clients (organization_id, id, first_name, last_name, email, discreet, state, name_key, created_at)
   select current_organization(), ${client}, initcap(first), initcap(last), mail, false, 'active', last || ' ' || first, at
   from people`,
  `client_words (organization_id, word, client_id)
   select current_organization(), word, ${client} from people, unnest(array[first, last, mail]) word`,
  `staff (organization_id, id, email, name, role, sees_clients, can_invite, state, password_hash, created_at)
   select current_organization(), ${colleague}, i || '@harbor.example', initcap(first), 'therapist', true, false, 'active', '', at
   from people where i <= ${COLLEAGUES}`,
  ...caseloads.map(
    ({ staffId, oneIn }) => `assignments (organization_id, client_id, staff_id, since)
   select current_organization(), ${client}, ${staffId}, at from people where i % ${oneIn} = 0`,
  ),
  `portal_accounts (organization_id, id, email, state, password_hash, created_at)
   select current_organization(), ${account}, mail, 'active', '', at from people where i % 4 = 1`,
  `accesses (organization_id, account_id, client_id, kind, rights, since)
   select current_organization(), ${account}, ${client}, 'self', array['forms', 'documents'], at from people where i % 4 = 1`,
  `invitations (organization_id, id, client_id, invited_by_id, email, open_email, state, message, holder, signer, token_hash,
     birth_date_tries, created_at, expires_at, ended_at)
   select current_organization(), ${invitation}, ${client}, '${theo.id}', mail, case when i % 4 = 2 then mail end,
     case when i % 4 = 2 then 'open' when i % 2000 = 1 then 'refused' else 'accepted' end, '', 'client', 'client', 'hash ' || i, 0, at, at + interval '7 days',
     case when i % 4 = 1 then at end
   from people where i % 4 = 1 or i % 8 = 2`,
  `audit_events (organization_id, id, at, actor_kind, actor_id, event, subject_type, subject_id, details)
   select current_organization(), ${id('d000')}, at - interval '1 year' + i * interval '5 minutes', 'Therapist',
     case when i % 100 = 0 then '${theo.id}'::uuid else ${colleague} end,
     (array['client.read', 'document.read', 'session.started', 'intake.saved', 'client.changed'])[1 + i / 7 % 5], 'client',
     case when i % 20 = 0 then '${midway}'::uuid else ${client} end, '{}' from people`,
  `intakes (organization_id, id, client_id, form_version_id, position, state, reached, sent_at)
   select current_organization(), gen_random_uuid(), ${client}, v.id, f.position, case when i % 4000 = 1 then 'paper' else 'in_progress' end, 0, at
   from people, forms f join form_versions v on v.organization_id = f.organization_id and v.form_id = f.id where i % 8 = 1`,
]

/** An event in the midst of the crowd's. */
export const halfway = '0192f000-0000-7000-d000-00000000c350'

/** Fills Harbor with 100,000 clients, their words, caseloads, accounts, invitations, forms and what was done, as the plain role. */
export async function fillHarbor(connectionString: string): Promise<void> {
  const options = `-c role=anteroom_tenant -c app.organization=${harbor.id}`
  await told({ connectionString, options }, [
    `create temp table people as select *, first || '.' || last || '.' || i || '@mail.example' as mail,
       '${now().toISOString()}'::timestamptz as at
     from (select i, ${names} from generate_series(1, ${CROWD}) i) named`,
    ...rows.map((each) => `insert into ${each}`),
  ])
  await told({ connectionString }, ['analyze'])
}

async function told(config: pg.ClientConfig, statements: string[]): Promise<void> {
  const db = new pg.Client(config)
  await db.connect()
  try {
    for (const statement of statements) await db.query(statement)
  } finally {
    await db.end()
  }
}
