import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { usEmergencyText } from '../../src/settings/emergency-text.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { onDatabase } from '../databases.ts'

const [harbor, elm] = [randomUUID(), randomUUID()]
const folder = 'prisma/migrations'
const all = readdirSync(folder).filter((name) => /^\d/.test(name))

let url: string
let db: pg.Client
let database: string

beforeEach(async () => {
  database = `anteroom_history_${process.pid}_${process.hrtime.bigint()}`
  await onServer(`create database ${database}`)
  url = onDatabase(inject('server'), database)
  db = new pg.Client({ connectionString: url })
  await db.connect()
})

afterEach(async () => {
  await db.end()
  await onServer(`drop database ${database} with (force)`)
})

async function onServer(sql: string): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('server') })
  await admin.connect()
  await admin.query(sql).finally(() => admin.end())
}

/** Brings the database to where it was after a migration, named by the beginning of its name. */
async function migrateUpTo(prefix: string): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), 'anteroom-history-'))
  const last = all.findIndex((name) => name.startsWith(prefix))
  for (const name of all.slice(0, last + 1)) cpSync(join(folder, name), join(copy, name), { recursive: true })
  await migrate(url, copy).finally(() => rmSync(copy, { recursive: true }))
}

/** Does something as the doors do it, for one organization. */
async function within(organizationId: string, sql: string, ...values: unknown[]) {
  await db.query('begin')
  await db.query('set local role anteroom_tenant')
  await db.query(`select set_config('app.organization', $1, true)`, [organizationId])
  const { rows } = await db.query<Record<string, unknown>>(sql, values)
  await db.query('commit')
  return rows
}

async function addOrganization(id: string): Promise<void> {
  const sql = `insert into organizations (id, name, portal_address, time_zone, phone, postal_address, created_at)
    values ($1::uuid, $2, $2, 'UTC', '', '', '2026-11-23')`
  await within(id, sql, id, `practice-${id}`)
}

const addMail = (organizationId: string) =>
  within(
    organizationId,
    `insert into mails (organization_id, id, type, email, subject_id, state, created_at)
     values ($1, $2, 'login-link', 'somebody@mail.example', $2, 'queued', '2026-11-23T10:00:00Z')`,
    organizationId,
    randomUUID(),
  )

async function addConsent(organizationId: string): Promise<void> {
  const account = randomUUID()
  await within(
    organizationId,
    `insert into portal_accounts (organization_id, id, email, state, password_hash, created_at)
     values ($1, $2, 'somebody@mail.example', 'active', '', '2026-11-23')`,
    ...[organizationId, account],
  )
  await within(
    organizationId,
    `insert into electronic_consents (organization_id, account_id, version, sample_opened_at, given_at)
     values ($1, $2, 1, '2026-11-23', '2026-11-23')`,
    ...[organizationId, account],
  )
}

test('mails that were there are tried from when they were made, in every organization', async () => {
  await migrateUpTo('20261124000200')
  for (const id of [harbor, elm]) {
    await addOrganization(id)
    await addMail(id)
  }
  await migrateUpTo('20261124000300')
  for (const id of [harbor, elm]) {
    const sql = 'select count(*)::int as met from mails where next_try_at = created_at'
    expect(await within(id, sql)).toEqual([{ met: 1 }])
  }
})

test('agreements that were there become the first of their account, in every organization', async () => {
  await migrateUpTo('20261124000300')
  for (const id of [harbor, elm]) {
    await addOrganization(id)
    await addConsent(id)
  }
  await migrateUpTo('20261125000100')
  for (const id of [harbor, elm]) {
    expect(await within(id, 'select number, withdrawn_at from electronic_consents')).toEqual([
      { number: 1, withdrawn_at: null },
    ])
  }
})

test('practices that were there keep their look and the emergency text that stood on their pages', async () => {
  await migrateUpTo('20261125002000')
  for (const id of [harbor, elm]) {
    const sql = `insert into organizations (id, name, portal_address, time_zone, phone, postal_address, created_at, second_factor,
      second_factor_since) values ($1::uuid, $2, $2, 'UTC', '', '', '2026-11-25', 'optional', '2026-11-25')`
    await within(id, sql, id, `practice-${id}`)
  }
  await migrateUpTo('20261126000100')
  for (const id of [harbor, elm]) {
    expect(await within(id, 'select colour, emergency_text, office_hours, sender_name from organizations')).toEqual([
      { colour: 'teal', emergency_text: usEmergencyText, office_hours: '', sender_name: `practice-${id}` },
    ])
  }
})

const belonging: Record<string, string> = {
  mails: `(organization_id, id, type, email, subject_id, state, created_at, next_try_at)
    values ($1, $1, 'login-link', 'somebody@mail.example', $1, 'queued', '2026-11-23', '2026-11-23')`,
  data_keys: `(organization_id, id, subject_id, wrapped, created_at) values ($1, $1, $1, '', '2026-11-23')`,
  forms: `(organization_id, id, key, kind, position) values ($1, $1, 'notice', 'clinical', 1)`,
  signing_keys: `(organization_id, id, public_key, private_key, created_at) values ($1, 'key', '', '', '2026-11-23')`,
  counters: `(organization_id, series, last) values ($1, 'documents', 1)`,
}

test.each(Object.keys(belonging))('rows of %s that belong to no organization stop the migration', async (table) => {
  await migrateUpTo('20261125000100')
  await addOrganization(harbor)
  await within(harbor, `insert into ${table} ${belonging[table]}`, harbor)
  await within(elm, `insert into ${table} ${belonging[table]}`, elm)
  await expect(migrateUpTo('20261125000200')).rejects.toThrow(`${table}_organization_id_fkey`)
  await addOrganization(elm)
  // as "prisma migrate resolve --rolled-back" does
  await db.query('update _prisma_migrations set rolled_back_at = now() where finished_at is null')
  await migrateUpTo('20261125000200')
  const { rows } = await db.query(
    `select conname, convalidated from pg_constraint where conname = '${table}_organization_id_fkey'`,
  )
  expect(rows).toEqual([{ conname: `${table}_organization_id_fkey`, convalidated: true }])
  const forced = await db.query('select relname from pg_class where relrowsecurity and not relforcerowsecurity')
  expect(forced.rows).toEqual([])
})
