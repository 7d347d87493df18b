import { createServer, Server } from 'node:http'
import { Server as NetServer } from 'node:net'
import { join } from 'node:path'
import { sealAllAudits } from './audit-chain.ts'
import { createApp, type Extras } from './app.ts'
import type { Config } from './config.ts'
import { handlers } from './jobs.ts'
import { closeJobs, everySoOften, openJobs, work } from './platform/jobs.ts'
import { openMail, smtpTransport } from './platform/mail.ts'
import { closeDatabase, openDatabase } from './platform/database.ts'
import { openVault } from './platform/data-keys.ts'
import { startEmbeddedPostgres } from './platform/embedded-postgres.ts'
import { readKeys } from './platform/keys.ts'
import { allDone } from './platform/later.ts'
import { log } from './platform/log.ts'
import { setPlaces } from './platform/installation.ts'
import { migrate } from './platform/migrate.ts'
import { root } from './platform/root.ts'
import { openProcessor } from './platform/stripe.ts'
import { setThrottleSecret } from './platform/throttle.ts'
import { setSeatTerms } from './subscriptions/terms.ts'
import { newOneTimeCode } from './setup/one-time-code.ts'
import { nothingSetUp } from './setup/set-up-practice.ts'
import { setupRoutes } from './setup/setup-routes.ts'
import { settingsFile, writeSettings } from './setup/write-settings.ts'
import { startDraining } from './web/health.ts'
import { derivedSecret } from './web/sessions.ts'

/** Opens what every command needs: PostgreSQL (embedded unless DATABASE_URL), migrated, and the keys. */
export async function openInstallation(config: Config) {
  const keys = readKeys(config)
  const embedded = config.databaseUrl ? undefined : await startEmbeddedPostgres(config.stateFolder)
  const url = config.databaseUrl ?? embedded?.url ?? ''
  const applied = await migrate(url, join(root, 'prisma/migrations'))
  if (applied.length) log.info({ applied }, 'migrated')
  openDatabase(url)
  openVault(keys.masterKey)
  setPlaces({
    data: config.databaseUrl
      ? databaseName(config.databaseUrl)
      : `the folder ${config.stateFolder}, embedded PostgreSQL`,
    keys: config.masterKey
      ? 'MASTER_KEY and SESSION_SECRET of the environment'
      : `the file ${config.stateFolder}/keys.json`,
    settings: `the file ${settingsFile(config)}`,
  })
  setThrottleSecret(derivedSecret(keys.sessionSecret, 'throttle'))
  setSeatTerms(config.seats)
  await openProcessor(config.processor)
  const close = async () => {
    await closeDatabase()
    await embedded?.stop()
  }
  return { keys, url, close }
}

/** Starts the whole program and stops it in reverse order at SIGTERM or SIGINT. @returns the address it listens on */
export async function start(config: Config, extras: Extras = {}): Promise<void> {
  const installation = await openInstallation(config)
  const transport = extras.transport ?? (config.smtpUrl ? smtpTransport(config.smtpUrl) : undefined)
  openMail({ transport, from: config.mailFrom, url: config.url })
  await openJobs()
  await extras.prepare?.()
  await work(handlers)
  await everySoOften('mail.sweep', '*/5 * * * *')
  await everySoOften('audit.sweep', '* * * * *')
  await everySoOften('session.sweep', '17 * * * *')
  await everySoOften('seats.sweep', '7 * * * *')
  const setup = await firstRun(config)
  const app = createApp(config, installation.keys.sessionSecret, { ...extras, ...setup })
  const server = createServer({ keepAliveTimeout: 5_000, headersTimeout: 10_000, requestTimeout: 30_000 }, app)
  await new Promise<void>((listening) => server.listen(config.port, config.host, listening))
  log.info({ url: config.url, port: config.port }, 'listening')
  const stop = async () => {
    startDraining()
    await closeGently(server)
    await allDone()
    await closeJobs()
    await sealAllAudits()
    await installation.close()
    log.info('stopped')
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())
}

/** The database in words, without the login's password. */
function databaseName(databaseUrl: string): string {
  const { host, pathname, searchParams } = new URL(databaseUrl)
  return `the database ${pathname.slice(1)} on ${host || searchParams.get('host')}`
}

/** Where there is no practice yet: the page that makes one, and its code in the log. */
async function firstRun(config: Config): Promise<Pick<Extras, 'setup'>> {
  if (!(await nothingSetUp())) return {}
  const code = newOneTimeCode()
  log.warn(
    `Nothing is set up yet. Open ${config.url}/setup and enter the code ${code.text} (valid once, for 30 minutes).`,
  )
  return { setup: setupRoutes(code, () => writeSettings(config, process.env)) }
}

/**
 * Stops accepting and lets every request finish. `server.close()` would reset clients that keep their connection open
 * (nodejs/node#60617), so idle connections are closed only after each had an answer with `Connection: close`.
 */
async function closeGently(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.once('close', done))
  NetServer.prototype.close.call(server)
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'))
  setTimeout(() => server.closeIdleConnections(), 1_500)
  const lastCall = setTimeout(() => server.closeAllConnections(), 10_000)
  await closed
  clearTimeout(lastCall)
}
