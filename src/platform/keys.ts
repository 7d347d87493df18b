import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const keysFile = z.strictObject({ masterKey: z.string(), sessionSecret: z.string() })

/** What everything secret hangs from: without the master key nothing encrypted can be read. */
export interface Keys {
  masterKey: Buffer
  sessionSecret: string
}

/**
 * The keys of this installation: from the configuration, or else from `keys.json` in the state folder, made there (0600)
 * the first time. Production takes them from the configuration only (config.ts refuses to start otherwise).
 */
export function readKeys(given: {
  masterKey: string | undefined
  sessionSecret: string | undefined
  stateFolder: string
}): Keys {
  const kept = given.masterKey && given.sessionSecret ? null : keysIn(join(given.stateFolder, 'keys.json'))
  const masterKey = Buffer.from(given.masterKey ?? kept?.masterKey ?? '', 'base64')
  if (masterKey.length !== 32) throw new Error('MASTER_KEY must be 32 bytes in base64: openssl rand -base64 32')
  return { masterKey, sessionSecret: given.sessionSecret ?? kept?.sessionSecret ?? '' }
}

function keysIn(file: string): z.infer<typeof keysFile> {
  if (!existsSync(file)) {
    const made = { masterKey: randomBytes(32).toString('base64'), sessionSecret: randomBytes(32).toString('base64') }
    writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600, flag: 'wx' })
  }
  return keysFile.parse(JSON.parse(readFileSync(file, 'utf8')))
}
