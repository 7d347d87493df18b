import { execFileSync, type ExecFileSyncOptions } from 'node:child_process'
import { existsSync, lchownSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { majorVersion, plainEnvironment, type Account } from './embedded-binaries.ts'
import { madeOnce } from './made-once.ts'

/**
 * How a program started inside the data folder names it. The account that runs PostgreSQL need not be able to pass
 * through the folders above: on Linux this name leads straight to where the process was put.
 */
export const dataFolderFromInside = (data: string): string => (existsSync('/proc/self/cwd') ? '/proc/self/cwd' : data)

/** Makes a folder that belongs to `account` and is closed to everyone else. One that somebody else made stays theirs. */
export function makePrivate(folder: string, account: Account): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { uid, gid } = account
  if (uid !== undefined && gid !== undefined && lstatSync(folder).uid === 0) lchownSync(folder, uid, gid)
}

/**
 * Makes the data folder when missing: a database `anteroom` and a role of that name that owns it, may make roles, and is
 * neither superuser nor exempt from row-level security. The superuser that made them cannot sign in afterwards.
 * @throws Error when the data there were written by another major version
 */
export function makeData(
  data: string,
  binaries: string,
  account: Account,
  options: { createDatabases: boolean; sync: boolean },
): void {
  madeOnce(data, (draft) => {
    makePrivate(draft, account)
    const env = { ...plainEnvironment, PGDATA: dataFolderFromInside(draft) }
    const run = (command: string, input = '') => {
      const [program = '', ...given] = command.split(' ')
      const how: ExecFileSyncOptions = { ...account, cwd: draft, env, input, stdio: 'pipe' }
      execFileSync(join(binaries, 'bin', program), given, how)
    }
    const fsync = options.sync ? 'on' : 'off'
    run(`initdb -U postgres -A trust -E UTF8 --locale=C --no-instructions${options.sync ? '' : ' --no-sync'}`)
    run(`postgres --single -j -c exit_on_error=on -c fsync=${fsync} postgres`, owner(options.createDatabases))
    writeFileSync(join(draft, 'pg_hba.conf'), 'local all anteroom trust\n', { flush: true })
  })
  const written = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (written === majorVersion()) return
  throw new Error(
    `The data in ${data} were written by PostgreSQL ${written}, this is ${majorVersion()}. Start the version of Anteroom that wrote them, save them with pg_dump, and restore them here.`,
  )
}

/** Statements for PostgreSQL's single-user mode, which reads up to an empty line. */
const owner = (createDatabases: boolean) => `
CREATE ROLE anteroom LOGIN CREATEROLE NOSUPERUSER NOBYPASSRLS NOREPLICATION ${createDatabases ? 'CREATEDB' : 'NOCREATEDB'};

CREATE DATABASE anteroom OWNER anteroom;

`
