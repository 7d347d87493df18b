import { execFileSync } from 'node:child_process'
import { harbor } from '../../prisma/cast.ts'
import { reasonPlace } from '../../src/documents/opening-reason.ts'
import { openRecord } from '../../src/documents/sealed-records.ts'
import { answersOf, signatureOf } from '../../src/intakes/intake-content.ts'
import { invitationPlace } from '../../src/invitations/mail.ts'
import { unlock } from '../../src/platform/data-keys.ts'
import { inOrganization, type Tx } from '../../src/platform/database.ts'
import { readFile } from '../../src/platform/files.ts'
import { allColumns, ask, outsideOrganizations } from '../catalogue.ts'

/** Types that hold no words: whatever else there is may. */
const withoutWords = ['uuid', 'boolean', 'integer', 'bigint', 'timestamp with time zone']

const code = 'a code of the program'
const day = 'a day of the subscription'
const hash = 'a hash, or signed hashes'
const key = 'a key, wrapped or public'
const form = 'the text of a form, the same for everybody'
const processor = 'an id of the card processor, or a code of it'
const practice = 'what the practice tells everybody'

/** Columns that hold no words of people, and why. That they hold none is looked up as well. */
export const wordless: Record<string, string> = {
  'accesses.rights': code,
  'audit_events.actor_kind': code,
  'audit_events.details': 'ids and codes',
  'audit_events.event': code,
  'audit_events.hash': hash,
  'audit_events.subject_type': code,
  'counters.series': code,
  'data_keys.wrapped': key,
  'documents.statement': hash,
  'documents.title': form,
  'form_versions.content': form,
  'form_versions.title': form,
  'forms.key': code,
  'invitations.token_hash': hash,
  'mails.refusal': 'the reply code of a mail service',
  'mails.type': code,
  'organizations.emergency_text': practice,
  'organizations.name': practice,
  'organizations.office_hours': practice,
  'organizations.phone': practice,
  'organizations.portal_address': practice,
  'organizations.postal_address': practice,
  'organizations.sender_name': practice,
  'organizations.time_zone': practice,
  'password_links.token': 'the secret of a link, encrypted',
  'password_links.token_hash': hash,
  'portal_accounts.password_hash': hash,
  'portal_addresses.address': practice,
  'processor_events.account': processor,
  'processor_events.id': processor,
  'processor_events.object_id': processor,
  'processor_events.object_type': processor,
  'processor_events.type': processor,
  'rate_limits.key': hash,
  'recovery_codes.code_hash': hash,
  'safety_contacts.email': 'how the practice reaches its own safety contact',
  'safety_contacts.phone': 'how the practice reaches its own safety contact',
  'sealed_records.seal': hash,
  'seat_bills.currency': code,
  'seat_bills.failed_on': day,
  'seat_bills.invoice': processor,
  'seat_bills.lines': 'amounts, days and codes',
  'seat_bills.next_try_on': day,
  'seat_bills.renewed_on': day,
  'seat_changes.day': day,
  'second_factors.secret': 'the secret of an authenticator app, encrypted',
  'sessions.account_id': 'an id',
  'sessions.organization_id': 'an id',
  'sessions.sess': 'ids, times, the kind of browser and what was just done',
  'sessions.sid': 'the secret of a browser, which names nobody',
  'sessions.site': code,
  'signing_keys.endorsement': hash,
  'signing_keys.id': hash,
  'signing_keys.private_key': key,
  'signing_keys.public_key': key,
  'staff.password_hash': hash,
  'subscriptions.anchor_on': day,
  'subscriptions.card': processor,
  'subscriptions.currency': code,
  'subscriptions.grace_ends_on': day,
  'subscriptions.processor_customer': processor,
  'subscriptions.renews_on': day,
  'subscriptions.starts_on': day,
  'staff_preferences.muted_mails': code,
  'staff_invitations.token': 'the secret of a link, encrypted',
  'staff_invitations.token_hash': hash,
}

/** Every column that may hold words, `table.column`; where a CHECK lists its values it may not. */
export async function wordColumns(): Promise<string[]> {
  const columns = (await allColumns()).filter(({ table }) => table !== '_prisma_migrations')
  const mayHold = columns.filter(({ type, allowed }) => !withoutWords.includes(type) && !allowed)
  return mayHold.map(({ table, name }) => `${table}.${name}`).sort()
}

const inHarbor = <T>(work: (tx: Tx) => Promise<T>) => inOrganization({ organizationId: harbor.id }, work)

/** How to read a column that is kept encrypted: its rows, each opened. */
const opening =
  <Row>(rows: (tx: Tx) => Promise<Row[]>, open: (tx: Tx, row: Row) => Promise<unknown>) =>
  () =>
    inHarbor(async (tx) => {
      const words: string[] = []
      for (const row of await rows(tx)) words.push(JSON.stringify(await open(tx, row)))
      return words.join('\n')
    })

const readers: Record<string, () => Promise<string>> = {
  'files.bytes': opening(
    (tx) => tx.file.findMany(),
    async (tx, file) => wordsOfPdf(await readFile(tx, file, file.id)),
  ),
  'intakes.answers': opening((tx) => tx.intake.findMany(), answersOf),
  'intakes.signature': opening((tx) => tx.intake.findMany(), signatureOf),
  'invitations.message': opening(
    (tx) => tx.invitation.findMany(),
    async (tx, row) => (await unlock(tx, invitationPlace(row, 'message'), row.message)).toString(),
  ),
  'invitations.token': opening(
    (tx) => tx.invitation.findMany({ where: { token: { not: null } } }),
    async (tx, row) => (await unlock(tx, invitationPlace(row, 'token'), row.token!)).toString(),
  ),
  'opening_reasons.reason': opening(
    (tx) => tx.openingReason.findMany(),
    async (tx, row) => (await unlock(tx, reasonPlace(row), row.reason)).toString(),
  ),
  'sealed_records.content': opening((tx) => tx.sealedRecord.findMany(), openRecord),
}

const wordsOfPdf = (pdf: Buffer): string => execFileSync('pdftotext', ['-', '-'], { input: pdf }).toString()

/** What stands in a column as the database keeps it. */
export async function kept(column: string): Promise<string> {
  const [table = '', name = ''] = column.split('.')
  const sql = `select coalesce(string_agg(${name}::text, ' '), '') as words from ${table}`
  const rows = outsideOrganizations.includes(table)
    ? await ask<{ words: string }>(sql)
    : await inHarbor((tx) => tx.$queryRawUnsafe<{ words: string }[]>(sql))
  return rows[0]?.words ?? ''
}

/** The same as people read it: opened, where it is kept encrypted. */
export const read = (column: string): Promise<string> => readers[column]?.() ?? kept(column)

/** Whether a column is kept encrypted: then no word of it may stand there as it is. */
export const isEncrypted = (column: string): boolean => column in readers
