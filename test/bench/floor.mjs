// The floor of P1: what Express, EJS and pg need at least for a signed-in page with a list: a session by its key, 25 rows
// by a named query, a page of about 11 KB. No tenancy, no headers, no log. And a plain form save for P6: parse, one commit.
import ejs from 'ejs'
import express from 'express'
import pg from 'pg'
import { z } from 'zod'
import { answerWith } from './stage.mjs'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
await pool.query(`
  create schema if not exists floor;
  create table if not exists floor.sessions (sid text primary key, owner int not null);
  create table if not exists floor.items (owner int, id int, title text, state text, at timestamptz, primary key (owner, id));
  create table if not exists floor.forms (id bigint generated always as identity primary key, answers jsonb not null);
  insert into floor.sessions values ('bench', 7) on conflict do nothing;
  insert into floor.items select o, i, 'An item of an ordinary list, number ' || i, 'open', '2026-01-31T12:00Z'
    from generate_series(1, 400) o, generate_series(1, 50) i on conflict do nothing;
  analyze floor.items`)

const word = 'Some words that a page of a list has around its rows, in its navigation, head and foot. '
const page = ejs.compile(
  `<!doctype html><html lang="en"><head><title><%= m.title %></title></head><body>
<nav><% for (const entry of m.entries) { %><a href="/<%= entry %>"><%= entry %></a><% } %></nav><p><%= m.words %></p>
<table><% for (const row of m.rows) { %><tr class="row"><td><a href="/items/<%= row.id %>"><%= row.title %></a></td>
<td><span class="state"><%= row.state %></span></td><td><time datetime="<%= row.at.toISOString() %>"><%= row.at.toISOString() %></time></td>
<td><form method="post" action="/items/<%= row.id %>"><button type="submit" class="button">Open this item</button></form></td></tr><% } %></table>
</body></html>`,
  { strict: true, localsName: 'locals', destructuredLocals: ['m'] },
)

const app = express()
app.disable('x-powered-by').disable('etag')

app.get('/', async (request, response) => {
  const sid = /sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1]
  const session = { name: 'session', text: 'select owner from floor.sessions where sid = $1', values: [sid] }
  const [{ owner }] = (await pool.query(session)).rows
  const text = 'select id, title, state, at from floor.items where owner = $1 order by id limit 25'
  const { rows } = await pool.query({ name: 'items', text, values: [owner] })
  const entries = ['Home', 'Forms', 'Appointments', 'Messages', 'Billing', 'Documents', 'Profile']
  response.type('html').send(page({ m: { title: 'Items', words: word.repeat(25), entries, rows } }))
})

const answers = z.strictObject(
  Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`q${i}`, z.string().max(10_000)])),
)
app.post('/form', express.urlencoded({ extended: false }), async (request, response) => {
  await pool.query('insert into floor.forms (answers) values ($1)', [JSON.stringify(answers.parse(request.body))])
  response.redirect(303, '/')
})

app.listen(Number(process.env.PORT), '127.0.0.1', () => answerWith({}))
