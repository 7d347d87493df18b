import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { migrate } from '../../src/platform/migrate.ts'
import { onDatabase } from '../databases.ts'

const MIGRATION = '20261125002000_seats'
const folder = mkdtempSync(join(tmpdir(), 'anteroom-seats-'))
const name = `anteroom_seats_${process.pid}`
const url = onDatabase(inject('server'), name)
let db: pg.Client

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('server') })
  await client.connect()
  await client.query(sql)
  await client.end()
}

/** An id whose tail says which it is. */
const id = (tail: number) => `0192f000-0000-7000-8000-${String(tail).padStart(12, '0')}`
const practice = (tail: number, zone: string) =>
  `('${id(tail)}', 'P${tail}', 'p${tail}', '${zone}', '1', 'a', '2026-01-31T03:00Z', 'optional', '2026-01-31T03:00Z')`
const person = (org: number, tail: number, role: string, sees: boolean, state: string, at: string) =>
  `('${id(org)}', '${id(tail)}', '${tail}@x.example', 'N', '${role}', ${sees}, '${state}', '', '${at}', false)`

beforeAll(async () => {
  await onServer(`create database ${name}`)
  for (const each of readdirSync('prisma/migrations').filter((one) => one < MIGRATION)) {
    cpSync(join('prisma/migrations', each), join(folder, each), { recursive: true })
  }
  await migrate(url, folder)
  db = new pg.Client({ connectionString: url })
  await db.connect()
  await db.query(`alter table organizations no force row level security; alter table staff no force row level security;
    insert into organizations (id, name, portal_address, time_zone, phone, postal_address, created_at,
      second_factor, second_factor_since) values ${practice(1, 'America/Chicago')}, ${practice(2, 'UTC')}, ${practice(3, 'UTC')};
    insert into staff (organization_id, id, email, name, role, sees_clients, state, password_hash, created_at, can_invite)
      values
      ${person(1, 11, 'administrator', false, 'active', '2026-01-31T03:00Z')},
      ${person(1, 12, 'therapist', true, 'deactivated', '2026-02-01T03:00Z')},
      ${person(1, 13, 'therapist', true, 'active', '2026-03-02T03:00Z')},
      ${person(1, 14, 'therapist', true, 'active', '2026-03-01T03:00Z')},
      ${person(2, 21, 'administrator', false, 'active', '2026-01-31T03:00Z')},
      ${person(3, 31, 'office', true, 'active', '2026-01-31T03:00Z')};
    alter table organizations force row level security; alter table staff force row level security`)
})

afterAll(async () => {
  await db.end()
  await onServer(`drop database ${name} with (force)`)
  rmSync(folder, { recursive: true })
})

test('a practice that is there already gets its subscription and the free seat of its first therapist', async () => {
  cpSync(join('prisma/migrations', MIGRATION), join(folder, MIGRATION), { recursive: true })
  expect(await migrate(url, folder)).toEqual([MIGRATION])
  for (const table of ['seats', 'subscriptions', 'seat_changes']) {
    await db.query(`alter table ${table} no force row level security`)
  }
  const { rows: seats } = await db.query(
    'select staff_id, state, open_staff_id = staff_id as open from seats order by 1',
  )
  // whoever sees clients comes before an administrator who does not; a practice without either gets none
  expect(seats).toEqual([14, 21].map((tail) => ({ staff_id: id(tail), state: 'free', open: true })))
  const { rows } = await db.query(
    `select anchor_on::text as day, starts_on = renews_on as empty from subscriptions order by 1`,
  )
  // the day it was made, where it is
  expect(rows).toEqual(['2026-01-30', '2026-01-31', '2026-01-31'].map((day) => ({ day, empty: true })))
  const { rows: changes } = await db.query('select day::text, seats_before, seats_after from seat_changes order by 1')
  expect(changes).toEqual([
    { day: '2026-01-31', seats_before: 0, seats_after: 1 },
    { day: '2026-02-28', seats_before: 0, seats_after: 1 },
  ])
  const { rows: forced } = await db.query<{ n: number }>(
    `select count(*)::int as n from pg_class where relname in ('organizations', 'staff') and relforcerowsecurity`,
  )
  expect(forced[0]?.n).toBe(2)
})
