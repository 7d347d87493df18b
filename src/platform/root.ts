import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder with package.json: where views, public files and migrations lie, from sources and from `dist` alike. */
export const root = findRoot(import.meta.dirname)

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))
}
