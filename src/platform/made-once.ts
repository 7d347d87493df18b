import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Whether a process of this machine goes by that id. One that we may not signal counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Makes a folder whole or not at all. Two processes may make it at once: each makes a draft of its own, the first rename
 * decides, the other draft is dropped. Drafts of processes that were killed are swept away.
 */
export function madeOnce(folder: string, make: (draft: string) => void): void {
  if (existsSync(folder)) return
  const drafts = `${basename(folder)}.draft-`
  for (const name of readdirSync(dirname(folder)).filter((name) => name.startsWith(drafts))) {
    if (!isAlive(Number(name.slice(drafts.length)))) drop(join(dirname(folder), name))
  }
  const draft = join(dirname(folder), drafts + process.pid)
  drop(draft) // of a process that went by our id before
  try {
    make(draft)
    renameSync(draft, folder)
  } catch (error) {
    drop(draft)
    if (!existsSync(folder)) throw error
  }
}

const drop = (folder: string) => rmSync(folder, { recursive: true, force: true })
