import { chmodSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

const isRoot = process.getuid?.() === 0

/**
 * The folder where this installation keeps its keys and, unless `DATABASE_URL` is set, its database. Made when missing.
 * A folder made by root may be passed through, though not listed: PostgreSQL runs as another account and may live in it.
 */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  const usual = isRoot ? '/var/lib/anteroom' : join(homedir(), '.local/state/anteroom')
  const folder = resolve(env['ANTEROOM_HOME'] || usual)
  const isNew = mkdirSync(folder, { recursive: true }) !== undefined
  if (isNew) chmodSync(folder, isRoot ? 0o711 : 0o700)
  return folder
}
