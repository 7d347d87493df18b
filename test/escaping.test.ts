import { execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { Response } from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ada, elm, harbor } from '../prisma/cast.ts'
import { inOrganization } from '../src/platform/database.ts'
import { arrangeAskers, type Asker } from './actors.ts'
import { encoded, Inquiry } from './answers.ts'
import { app } from './app.ts'
import { Browser, staffBrowser } from './browser.ts'
import { databaseWatch } from './checksum.ts'
import { allColumns } from './catalogue.ts'
import { examples } from './examples.ts'
import { filled, liveRoutes, nameOf, type LiveRoute } from './live-routes.ts'
import { useMailbox } from './mail.ts'
import { wordless } from './privacy/columns.ts'
import { arrangeWorlds, type World } from './worlds.ts'

/** Ends an attribute, a text box and a title, starts a script, and asks two template languages to reckon 1337. */
const hostile = `"'></textarea></title><script>evil()</script><img src=x onerror=evil()>javascript:evil()<%= 7*191 %>{{7*191}}`
const escaped = '&lt;script&gt;evil()'
const alive = /<script>evil|<img src=x|"'>|(href|src|action)="?\s*javascript:|1337/i

const mailbox = useMailbox()
const server = createServer(app)
const routes = liveRoutes(app).filter((route) => route.method === 'GET' && route.action)
let inquiry: Inquiry
let askers: Asker[]

/** What practices say of themselves and forms are called is shown as well, though it is no word of a client. */
const shown = [
  'organizations.name',
  'organizations.phone',
  'organizations.postal_address',
  'organizations.emergency_text',
]
/** Looked up by, sent to, or bound to a form of their own. */
const kept = /\.(email|open_email|word|name_key|address|version)$|^audit_|^rate_|^sessions|^_/

async function plant(): Promise<string[]> {
  const texts = (await allColumns()).filter(({ type, allowed }) => type === 'text' && !allowed)
  const columns = texts
    .map(({ table, name }) => `${table}.${name}`)
    .filter((column) => (!(column in wordless) || shown.includes(column)) && !kept.test(column))
  for (const { id: organizationId } of [harbor, elm]) {
    for (const column of columns) {
      const [table, name] = column.split('.')
      const sql = `update ${table} set ${name} = $1 where ${name} is not null`
      await inOrganization({ organizationId }, (tx) => tx.$executeRawUnsafe(sql, hostile))
    }
  }
  return columns
}

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  inquiry = new Inquiry(server)
  await plant() // before, so that documents are made of it
  askers = await arrangeAskers(await arrangeWorlds())
  const columns = await plant()
  expect(columns).toEqual(expect.arrayContaining(['clients.first_name', 'staff.name', 'clients.phone']))
})
afterAll(() => void server.close())

const addressOf = ({ path, method }: LiveRoute, world: World, more: Record<string, string> = {}) => {
  const { params, query } = examples[`${method} ${path}`] ?? {}
  const asked = encoded({ ...query?.(world), ...more })
  return filled(path, { practice: world.practice, ...params?.(world) }) + (asked && `?${asked}`)
}

/** Asks each page as everybody of its site. */
async function eachPage(look: (what: string, answer: Response) => void, more?: Record<string, string>) {
  for (const route of routes) {
    const site = route.path.startsWith('/portal/') ? 'portal' : 'staff'
    for (const asker of askers.filter(
      (each) => each.site === site && ['ada', 'theo', 'client', 'invited'].includes(each.person),
    )) {
      const path = addressOf(route, asker.world, more)
      look(`${nameOf(route)} as ${asker.person}`, await inquiry.get({ path, cookie: asker.cookie }))
    }
  }
}

test('whatever stands in a row stands on every page as text and does nothing', { timeout: 300_000 }, async () => {
  const wrong: string[] = []
  let pages = 0
  let shows = 0
  await eachPage((what, answer) => {
    pages += 1
    const text = answer.text ?? ''
    if (answer.type === 'text/html' && alive.test(text)) wrong.push(what)
    if (text.includes(escaped)) shows += 1
  })
  console.log(`S5: ${pages} pages, ${shows} show the hostile text, ${wrong.length} alive`)
  expect(shows).toBeGreaterThan(20)
  expect(wrong).toEqual([])
})

test('a document made of it is a PDF in which nothing acts', async () => {
  const asker = askers.find(({ person }) => person === 'ada')!
  const { clientId, documentId } = asker.world.ids
  const browser = new Browser()
  for (const each of asker.cookie.split('; '))
    browser.cookies.set(each.split('=')[0]!, each.slice(each.indexOf('=') + 1))
  const pdf = (await browser.get(`/staff/clients/${clientId}/documents/${documentId}/pdf`)).body as Buffer
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(execFileSync('pdftotext', ['-', '-'], { input: pdf }).toString()).toContain('evil()')
  expect(pdf.toString('latin1')).not.toMatch(/\/(JavaScript|JS|Launch|URI|EmbeddedFile|OpenAction|AA)\b/)
})

test('a mail made of it has it as text, and one reader', async () => {
  const admin = await staffBrowser(ada)
  const person = { firstName: '<b>Lin</b>', lastName: hostile.slice(0, 60), email: 'lin.hostile@mail.example' }
  const added = await admin.post('/staff/clients', person)
  const id = String(added.headers['location']).split('/').at(-1) ?? ''
  // what stands in braces is refused unless it is a placeholder
  const message = `Hello {preferred name} ${hostile.replaceAll(/[{}]/g, '')}`
  expect((await admin.post('/staff/invitations', { clients: id, message })).status).toBe(303)
  const mail = (await mailbox.to(person.email)).at(-1)
  expect(mail?.html || '').toContain('&lt;script&gt;evil()')
  expect(mail?.html || '').not.toMatch(alive)
  expect([mail?.to].flat().map((to) => to?.text)).toEqual([person.email])
})

/** Where a page could be asked to lead away. */
const elsewhere = [
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  'https:evil.example',
  '%2f%2fevil.example',
]
const names = ['next', 'url', 'return', 'returnTo', 'redirect', 'continue', 'form', 'key', 'after']

test(
  'nothing in an address leads away, and asking for a page twice changes nothing',
  { timeout: 300_000 },
  async () => {
    const away: string[] = []
    let asked = 0
    const watch = await databaseWatch()
    const before = (await watch()).rows
    for (const turn of [0, 1]) {
      const more = Object.fromEntries(names.map((name, index) => [name, elsewhere[(index + turn) % elsewhere.length]!]))
      await eachPage((what, { headers }) => {
        asked += 1
        const to = String(headers['location'] ?? '/')
        if (!/^\/(?![/\\])/.test(to)) away.push(`${what}: ${to}`)
      }, more)
    }
    console.log(`S4: ${asked} requests that ask to be led elsewhere, ${away.length} led away`)
    expect(away).toEqual([])
    expect((await watch()).rows).toBe(before)
  },
)
