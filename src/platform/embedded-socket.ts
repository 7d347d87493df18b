import { createHash } from 'node:crypto'
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { makePrivate } from './embedded-data.ts'
import type { Account } from './embedded-binaries.ts'

/** What the smallest of the systems allows the path of a socket, in bytes. */
const longestPath = 103
const fileName = '.s.PGSQL.5432'

interface SocketFolder {
  /** Where clients find it. */
  path: string
  /** How PostgreSQL names it, which runs inside the data folder. */
  fromInside: string
}

/**
 * Where the socket lies: in `home`, or where that path is too long for a socket, in a short private folder named after it.
 * @throws Error when somebody else made that folder
 */
export function socketFolderFor(home: string, account: Account): SocketFolder {
  if (Buffer.byteLength(join(home, fileName)) <= longestPath) return { path: home, fromInside: '..' }
  const path = `/tmp/anteroom-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`
  makePrivate(path, account)
  const made = lstatSync(path)
  const isOurs = made.isDirectory() && made.uid === (account.uid ?? process.getuid?.()) && (made.mode & 0o077) === 0
  if (!isOurs)
    throw new Error(
      `${path} is needed for a socket and belongs to somebody else. Remove it, or set ANTEROOM_HOME to a shorter path.`,
    )
  return { path, fromInside: path }
}
