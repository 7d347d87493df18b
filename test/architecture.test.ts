import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { inlineIn } from './inline.ts'
import { circleIn, nodesOf, reachedFrom, sourcesIn, type Import, type Source } from './imports.ts'

const sources = sourcesIn('src')
const imports = sources.flatMap((source) => source.imports)
const atRunTime = imports.filter((each) => !each.isType)

const shown = (broken: Import[]) => broken.map(({ from, to }) => `${from} -> ${to}`)
const isRoutes = (path: string) => path.endsWith('-routes.ts')
const isWeb = (path: string) => path.startsWith('src/web/')
const isPlatform = (path: string) => path.startsWith('src/platform/')

/** The feature a file belongs to, or null for what lies beneath or above the features. */
function featureOf(path: string): string | null {
  const [, folder, file] = /^src\/([^/]+)\/(.+)$/.exec(path) ?? []
  return folder && file && folder !== 'web' && folder !== 'platform' ? folder : null
}

/** Edges the rules allow although they point the other way, each with its reason. */
const exceptions: Record<string, string> = {
  'src/web/who.ts -> src/accounts/who.ts': 'who asks is read once for the whole portal',
  'src/web/who.ts -> src/staff/who.ts': 'who asks is read once for the whole staff site',
  'src/web/who.ts -> src/settings/practice.ts': 'the practice belongs to the address, before any feature is chosen',
}
const withoutExceptions = (broken: Import[]) => shown(broken).filter((edge) => !(edge in exceptions))

test('the exceptions to the direction of imports are all still needed', () => {
  expect(Object.keys(exceptions).filter((edge) => !shown(imports).includes(edge))).toEqual([])
})

test('only routes, the web plumbing and the entries know Express', () => {
  const mayKnow = (path: string) =>
    isRoutes(path) || isWeb(path) || /^src\/(app|routes|start|demo[^/]*)\.ts$/.test(path)
  expect(shown(imports.filter(({ from, to }) => /^express\b/.test(to) && !mayKnow(from)))).toEqual([])
})

test('routes are mounted by the URL map and the entries, and imported by nothing else', () => {
  const mayMount = (path: string) => /^src\/(routes|start|demo[^/]*)\.ts$/.test(path)
  expect(shown(imports.filter(({ from, to }) => isRoutes(to) && !mayMount(from)))).toEqual([])
})

test('a route never touches the database', () => {
  const isDatabase = (path: string) => path === 'src/platform/database.ts' || /prisma|^pg$/.test(path)
  expect(shown(imports.filter(({ from, to }) => isRoutes(from) && isDatabase(to)))).toEqual([])
})

test('the platform knows no feature, no web and no policy: only the errors', () => {
  const mayKnow = (path: string) => !path.startsWith('src/') || isPlatform(path) || path === 'src/errors.ts'
  expect(shown(imports.filter(({ from, to }) => isPlatform(from) && !mayKnow(to)))).toEqual([])
})

test('the web plumbing knows no feature beyond who is asking', () => {
  expect(withoutExceptions(atRunTime.filter(({ from, to }) => isWeb(from) && featureOf(to) !== null))).toEqual([])
})

test('policy, audit, errors and fields lie beneath the features and the web', () => {
  const beneath = ['actor', 'policy', 'audit', 'errors', 'fields', 'notifications'].map((name) => `src/${name}.ts`)
  const above = (path: string) => featureOf(path) !== null || isWeb(path)
  expect(shown(imports.filter(({ from, to }) => beneath.includes(from) && above(to)))).toEqual([])
})

test('operations and queries know nothing of the web: only routes, and what prepares a page', () => {
  const mayKnow = (path: string) => isRoutes(path) || path.endsWith('-page.ts')
  const broken = atRunTime.filter(({ from, to }) => featureOf(from) !== null && isWeb(to) && !mayKnow(from))
  expect(shown(broken)).toEqual([])
})

test('rules are pure: they import errors, times and types only', () => {
  const mayImport = ['src/errors.ts', 'src/platform/time.ts']
  const broken = atRunTime.filter(({ from, to }) => basename(from) === 'rules.ts' && !mayImport.includes(to))
  expect(shown(broken)).toEqual([])
})

test('no file imports itself in a circle', () => {
  expect(circleIn(atRunTime)).toBeNull()
})

test('features call each other, but never in a circle', () => {
  const edges = atRunTime.flatMap((each) => {
    const from = featureOf(each.from)
    const to = featureOf(each.to)
    return from && to && from !== to ? [{ from, to }] : []
  })
  expect(edges.length).toBeGreaterThan(0)
  expect(circleIn(edges)).toBeNull()
})

test('nothing of the demonstration is reached from the real start', () => {
  const reached = [...reachedFrom('src/main.ts', imports)]
  expect(reached.filter((path) => /^src\/demo|^prisma\/(cast|seed)/.test(path))).toEqual([])
  expect(reached).toContain('src/platform/database.ts')
  expect([...reachedFrom('src/demo.ts', imports)]).toContain('prisma/cast.ts')
})

test('no file of src is longer than 250 lines, the texts of the standard forms excepted', () => {
  const long = sources.filter(({ path, lines }) => lines > 250 && !path.includes('/standard-forms/'))
  expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([])
})

test('no file of the tests is longer than 250 lines, the table of examples excepted', () => {
  const names = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const linesOf = (name: string) => readFileSync(join('test', name), 'utf8').trimEnd().split('\n').length
  expect(names.length).toBeGreaterThan(100)
  expect(names.filter((name) => name !== 'examples.ts' && linesOf(name) > 250)).toEqual([])
})

test('half of the files of src have at most 60 lines', () => {
  const lengths = sources.map((source) => source.lines).sort((a, b) => a - b)
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(60)
})

/** Where a kind of node stands: `file:line`, the files that may have it left out. */
const places = (allowed: string[], matches: (node: ts.Node) => boolean) =>
  sources
    .filter(({ path }) => !allowed.includes(path))
    .flatMap((source) => [...nodesOf(source.tree)].filter(matches).map((node) => placeOf(source, node)))

const placeOf = ({ path, tree }: Source, node: ts.Node) =>
  `${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`

test('one clock: only platform/clock.ts asks the machine what time it is', () => {
  const asks = (node: ts.Node) =>
    (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) ||
    (ts.isCallExpression(node) && /^(Date|Date\.now|Temporal\.Now\.\w+)$/.test(node.expression.getText()))
  expect(places(['src/platform/clock.ts'], asks)).toEqual([])
  expect(places([], asks)).not.toEqual([])
})

const clockInSql = /\b(now\s*\(\s*\)|current_timestamp|current_date|clock_timestamp|localtimestamp)/i

test('SQL never asks for the time, in code or in migrations', () => {
  // the table of migrations is Prisma's own and stays as its command makes it
  const asks = (node: ts.Node) =>
    (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) && clockInSql.test(node.getText())
  expect(places(['src/platform/migrate.ts'], asks)).toEqual([])
  const asking = migrations().filter(({ sql }) => clockInSql.test(sql.replace(/--.*$/gm, '')))
  expect(asking.map(({ path }) => path)).toEqual([])
})

function migrations() {
  const names = readdirSync('prisma/migrations').filter((name) => !name.endsWith('.toml'))
  expect(names.length).toBeGreaterThan(0)
  return names.map((name) => {
    const path = `prisma/migrations/${name}/migration.sql`
    return { path, sql: readFileSync(path, 'utf8') }
  })
}

test('SQL made from text: only platform/jobs.ts hands it to Prisma', () => {
  const isRaw = (node: ts.Node) =>
    ts.isPropertyAccessExpression(node) && /^\$(query|execute)RawUnsafe$/.test(node.name.text)
  expect(places(['src/platform/jobs.ts'], isRaw)).toEqual([])
  const isPrismaRaw = (node: ts.Node) => ts.isPropertyAccessExpression(node) && node.getText() === 'Prisma.raw'
  expect(places([], isPrismaRaw)).toEqual([])
})

const views = readdirSync('views', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ejs'))
  .map((name) => ({ name, text: readFileSync(join('views', name), 'utf8') }))

test('views write what they are given escaped; unescaped are only includes and the body of a layout', () => {
  const unescaped = views.flatMap(({ name, text }) =>
    [...text.matchAll(/<%-([\s\S]*?)-?%>/g)].map(([, code = '']) => ({ name, code: code.trim() })),
  )
  expect(unescaped.length).toBeGreaterThan(0)
  const isInclude = /^include\('\/partials\/[a-z/-]+'(, \{[\s\S]*\})?\)$/
  const may = (name: string, code: string) => isInclude.test(code) || (name.startsWith('layouts/') && code === 'body')
  expect(unescaped.filter(({ name, code }) => !may(name, code))).toEqual([])
})

test('views hold no style, no inline script and no event handler, mails excepted', () => {
  const broken = views
    .filter(({ name }) => !name.startsWith('mail/'))
    .flatMap(({ name, text }) => inlineIn(text.replace(/<%[\s\S]*?%>/g, 'x')).map((found) => `${name}: ${found}`))
  expect(broken).toEqual([])
})

test('files are named in kebab-case for what they do', () => {
  const vague = /(manager|helper|helpers|util|utils|service|repository|dto|common|misc)\.ts$/
  const names = sources.map(({ path }) => path)
  expect(names.filter((path) => vague.test(path) || !/^[a-z0-9-]+\.ts$/.test(basename(path)))).toEqual([])
})
