import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { accounts, castPassword, cleo, practices, staff } from '../prisma/cast.ts'
import { LINK_MINUTES, passwordLinkLife } from '../src/credentials/rules.ts'
import { intakeLife } from '../src/intakes/rules.ts'
import { INVITATION_DAYS, invitationLife } from '../src/invitations/rules.ts'
import { policy } from '../src/policy.ts'
import { STAFF_INVITATION_DAYS, staffInvitationLife } from '../src/staff/rules.ts'
import { billLife, GRACE_DAYS, seatLife, subscriptionLife } from '../src/subscriptions/rules.ts'

const readme = readFileSync('README.md', 'utf8')

/** What stands under a heading, up to the next one. */
function section(heading: string): string {
  const from = readme.indexOf(`\n${heading}\n`)
  expect(from, `a heading ${heading}`).toBeGreaterThan(0)
  return readme.slice(from + heading.length + 2).split(/^#/m, 1)[0] ?? ''
}

/** The one table under a heading, cell by cell, its first line the heads of the columns. */
function tableUnder(heading: string): string[][] {
  const lines = section(heading).split('\n')
  const [head, , ...rows] = lines.filter((line) => line.startsWith('|'))
  const cells = (line: string) => line.split('|').slice(1, -1)
  return [head ?? '', ...rows].map((line) => cells(line).map((cell) => cell.replaceAll('`', '').trim()))
}

/** A table of the code as the README writes it: a line for each row, a cell for each column, and a dash for what is not. */
const asTable = (corner: string, columns: string[], rows: Record<string, Partial<Record<string, string>>>) => [
  [corner, ...columns],
  ...Object.entries(rows).map(([name, row]) => [name, ...columns.map((column) => row[column] ?? '–')]),
]

const columnsOf = (rows: object) => new Set(Object.values(rows).flatMap((row: object) => Object.keys(row)))

const roles = ['Administrator', 'Therapist', 'Office', 'PortalClient', 'Visitor']
const invitationActions = ['accept', 'supersede', 'refuse', 'revoke']
const staffInvitationActions = ['accept', 'supersede', 'revoke']
const intakeActions = ['view', 'save', 'sign', 'submit', 'paper', 'revoke']
const seatActions = ['charge', 'free', 'pause', 'return', 'end']

test.each([
  ['## Who may do what', 'action', roles, policy],
  ['### An invitation', 'state', invitationActions, invitationLife],
  ['### A link for a new password', 'state', ['use', 'supersede'], passwordLinkLife],
  ['### An invitation to the staff', 'state', staffInvitationActions, staffInvitationLife],
  ['### A form sent to a client', 'state', intakeActions, intakeLife],
  ['### A seat in the Client Portal subscription', 'state', seatActions, seatLife],
  ['### A bill for seats', 'state', ['pay', 'void'], billLife],
  ["### A practice's subscription", 'state', ['fail', 'pay', 'run out'], subscriptionLife],
])('the table under "%s" is the one of the code, cell by cell', (heading, corner, columns, rows) => {
  expect(tableUnder(heading)).toEqual(asTable(corner, columns, rows))
  expect(columnsOf(rows)).toEqual(new Set(columns))
})

test('an invitation works for as many days as it says', () => {
  expect(section('### An invitation')).toContain(`runs out after ${INVITATION_DAYS} days`)
  expect(section('### A link for a new password')).toContain(`works for ${LINK_MINUTES} minutes`)
  expect(section('### An invitation to the staff')).toContain(`runs out after ${STAFF_INVITATION_DAYS} days`)
})

test('the days of grace are as many as it says', () => {
  expect(section("### A practice's subscription")).toContain(`run out after ${GRACE_DAYS};`)
})

test('the sign-ins are those of the cast', () => {
  const cast = section('## The cast')
  const pages = practices
    .filter(({ id }) => accounts.some(({ organizationId }) => organizationId === id))
    .map(({ portalAddress }) => `/portal/${portalAddress}/sign-in`)
  const people = [...staff, ...accounts].map(({ email }) => email)
  const signIns = tableUnder('## The cast').slice(1)
  expect(signIns.map(([, , email]) => email).sort()).toEqual(people.sort())
  expect(new Set(signIns.map(([, page]) => page))).toEqual(new Set(['/staff/sign-in', ...pages]))
  for (const text of [castPassword, cleo.email, cleo.dateOfBirth]) expect(cast).toContain(text)
})

const links = [...readme.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to)

test('every link leads to a file of the project', () => {
  expect(links.length).toBeGreaterThan(10)
  expect(links.filter((to) => !existsSync(to))).toEqual([])
})

test('the map names every folder of src and nothing that is not there', () => {
  const named = [...section('## The map').matchAll(/^([\w./-]+) {2,}\S/gm)].map(([, path = '']) => path)
  expect(named.filter((path) => !existsSync(path))).toEqual([])
  const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(named).toEqual(expect.arrayContaining(folders.map(({ name }) => `src/${name}/`)))
})

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

test('every npm command is a script of package.json', () => {
  const named = [...readme.matchAll(/npm (?:run )?(?!ci\b)([a-z][\w:-]*)/g)].map(([, name = '']) => name)
  expect(new Set(named)).toContain('demo')
  expect(named.filter((name) => !(name in scripts))).toEqual([])
})

test('the test command is the one CI runs', () => {
  expect(section('## Two commands')).toContain('npm ci && npm test')
  const ci = readFileSync('.ci/run', 'utf8')
  expect(ci).toMatch(/^npm ci\b/m)
  expect(ci).toMatch(/^counted "npm test" npm test$/m)
})

test('the environment is what the code reads, and .env.example names nothing else', () => {
  const listed = tableUnder('## Running it for real').map(([name = '']) => name)
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const read = sources.flatMap((name) => [...readFileSync(`src/${name}`, 'utf8').matchAll(/env\['([A-Z_]+)'\]/g)])
  const parsed = [...readFileSync('src/config.ts', 'utf8').matchAll(/^ {2}([A-Z_]+): z\b/gm)]
  const ofOthers = ['PATH', 'NODE_TLS_REJECT_UNAUTHORIZED']
  const names = new Set([...parsed, ...read].map(([, name = '']) => name).filter((name) => !ofOthers.includes(name)))
  expect(new Set(listed.slice(1))).toEqual(names)
  const examples = [...readFileSync('.env.example', 'utf8').matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(
    ([, name = '']) => name,
  )
  expect(examples.length).toBeGreaterThan(0)
  expect(examples.filter((name) => !names.has(name))).toEqual([])
})
