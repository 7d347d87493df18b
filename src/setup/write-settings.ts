import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'

/** The file in the state folder that keeps the settings of the set-up, ready for `EnvironmentFile=` or `--env-file`. */
export const settingsFile = ({ stateFolder }: Config): string => join(stateFolder, 'anteroom.env')

/** Writes down the settings this installation was set up with (0600). Secrets stay where they are; an older file stands. */
export function writeSettings(config: Config, env: NodeJS.ProcessEnv): void {
  const file = settingsFile(config)
  if (existsSync(file)) return
  const settings: Record<string, string | number> = {
    NODE_ENV: env['NODE_ENV'] ?? 'development',
    ANTEROOM_URL: config.url,
    ANTEROOM_HOME: config.stateFolder,
    HOST: config.host,
    PORT: config.port,
    TRUST_PROXY: config.trustProxy,
    MAIL_FROM: config.mailFrom,
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`)
  const head = [
    '# The settings this installation was set up with.',
    '# Not in this file: MASTER_KEY, SESSION_SECRET, DATABASE_URL and SMTP_URL, which hold secrets.',
  ]
  writeFileSync(file, [...head, ...lines, ''].join('\n'), { mode: 0o600, flag: 'wx' })
}
