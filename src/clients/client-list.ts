import { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { line } from '../fields.ts'
import { now } from '../platform/clock.ts'
import { readInOrganization } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { authorize, clientsVisibleToSql } from '../policy.ts'
import { wordsOf } from './client-words.ts'
import { listedEmail, listedName } from './listed-client.ts'

const PAGE = 25
const FOUND = 50

const row = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  account: z.string().nullable(),
  invited_at: z.date().nullable(),
  address_is_taken: z.boolean(),
  staff: z.string().nullable(),
})
export type ClientRow = z.infer<typeof row> & { hasEmail: boolean }

export interface ClientList {
  clients: ClientRow[]
  search: string
  /** The id the next page begins after, or null on the last. */
  next: string | null
}

export const searchForm = z.strictObject({ search: line(100) })

/** The first clients of a list in order of name, 25 a page, after the client named. */
export async function clientList(actor: StaffActor, after: unknown): Promise<ClientList> {
  authorize(actor, 'client.list')
  const from = isId(after) ? after : null
  const values = [actor.organizationId, actor.staffId, now(), from]
  const rows = await readInOrganization(actor, row, listSql(actor, from === null), values)
  const next = rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null
  return { clients: rows.slice(0, PAGE).map(listedTo(actor)), search: '', next }
}

/** Clients whose name or e-mail has words beginning with each word searched for, at most 50. */
export async function findClients(actor: StaffActor, search: string): Promise<ClientList> {
  authorize(actor, 'client.list')
  const words = wordsOf(search).slice(0, 4)
  if (words.length === 0) return clientList(actor, null)
  const bounds = words.flatMap((word) => [word, `${word}\u{10FFFF}`])
  const rows = await readInOrganization(actor, row, searchSql(actor, words.length), [
    actor.organizationId,
    actor.staffId,
    now(),
    ...bounds,
  ])
  return { clients: rows.map(listedTo(actor)), search, next: null }
}

/** A row as this reader sees it in a list. */
const listedTo =
  (actor: StaffActor) =>
  ({ name, email, ...client }: z.infer<typeof row>): ClientRow => ({
    ...client,
    ...{ name: listedName(actor, name), email: listedEmail(actor, email), hasEmail: email !== null },
  })

const COLUMNS = `c.id, coalesce(c.preferred_name, c.first_name) || ' ' || c.last_name as name, c.email,
  (select a.state from accesses x join portal_accounts a on a.organization_id = x.organization_id and a.id = x.account_id
    where x.organization_id = c.organization_id and x.client_id = c.id and x.ends_at is null limit 1) as account,
  (select i.created_at from invitations i where i.organization_id = c.organization_id and i.open_email = c.email and i.client_id = c.id and i.expires_at > $3) as invited_at,
  (exists (select from portal_accounts t where t.organization_id = c.organization_id and t.email = c.email)
    or exists (select from invitations u where u.organization_id = c.organization_id and u.open_email = c.email and u.client_id <> c.id and u.expires_at > $3)) as address_is_taken,
  (select string_agg(s.name, ', ' order by s.name) from assignments y join staff s on s.organization_id = y.organization_id and s.id = y.staff_id
    where y.organization_id = c.organization_id and y.client_id = c.id and y.ended_at is null) as staff`

const listSql = (actor: StaffActor, isFirst: boolean) =>
  pageSql(
    PAGE + 1,
    `${clientsVisibleToSql(actor)} and ${
      isFirst
        ? '$4::uuid is null'
        : // the client it goes on after must be within reach too: else the page would tell where a stranger's name sorts
          `(c.name_key, c.id) > (select c.name_key, c.id from clients c
             where c.organization_id = $1 and c.id = $4 and ${clientsVisibleToSql(actor)})`
    }`,
  )

const searchSql = (actor: StaffActor, words: number) =>
  pageSql(FOUND, `${clientsVisibleToSql(actor)} and c.id in (${withWords(0, words)})`)

/** The clients of a page first, and only then what is said of each: else all are looked up, and the page taken of them. */
const pageSql = (size: number, condition: string) => `
  with page as materialized (
    select c.* from clients c where c.organization_id = $1 and ${condition} order by c.name_key, c.id limit ${size})
  select ${COLUMNS} from page c order by c.name_key, c.id`

/** Who has each of the words, nested, so that two common words that few have together are met before any client is read. */
const withWords = (at: number, words: number): string => `
  select w${at}.client_id from client_words w${at}
  where w${at}.organization_id = $1 and w${at}.word >= $${4 + 2 * at} and w${at}.word < $${5 + 2 * at}
    ${at + 1 < words ? `and w${at}.client_id in (${withWords(at + 1, words)})` : ''}`
