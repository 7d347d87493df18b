import { isSafeKey, type Config } from './config.ts'

/** A setting that is unsafe in production: what tells, and the sentence that names the variable. */
interface Danger {
  is: (config: Config, env: NodeJS.ProcessEnv) => boolean
  sentence: string
}

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])$/

/** Parsed, or null where the text is no URL. */
const urlOf = (text: string | undefined) => (text && URL.canParse(text) ? new URL(text) : null)

function databaseWithoutTls({ databaseUrl }: Config): boolean {
  if (!databaseUrl) return false // the embedded one has a private socket
  const url = urlOf(databaseUrl)
  if (url?.searchParams.get('host')?.startsWith('/')) return false
  return !/^(require|verify-ca|verify-full)$/.test(url?.searchParams.get('sslmode') ?? '')
}

function smtpWithoutTls({ smtpUrl }: Config): boolean {
  const url = urlOf(smtpUrl)
  if (!url || url.protocol === 'smtps:' || LOCAL.test(url.hostname)) return false
  return url.searchParams.get('requireTLS') !== 'true'
}

/** Everything production refuses to start with. The test has a row for each. */
const dangers: Danger[] = [
  {
    is: ({ https }) => !https,
    sentence: 'ANTEROOM_URL must begin with https://: passwords would travel in the clear.',
  },
  {
    is: ({ masterKey }) => !masterKey,
    sentence: 'MASTER_KEY is missing: set 32 random bytes in base64 (openssl rand -base64 32).',
  },
  {
    is: ({ masterKey }) => masterKey !== undefined && !isSafeKey(masterKey),
    sentence: 'MASTER_KEY is not 32 random bytes in base64 (openssl rand -base64 32).',
  },
  {
    is: ({ sessionSecret }) => !sessionSecret,
    sentence: 'SESSION_SECRET is missing: set a long random text (openssl rand -base64 32).',
  },
  {
    is: ({ sessionSecret }) =>
      sessionSecret !== undefined && (sessionSecret.length < 32 || new Set(sessionSecret).size < 10),
    sentence: 'SESSION_SECRET is too weak: set a long random text (openssl rand -base64 32).',
  },
  { is: ({ smtpUrl }) => !smtpUrl, sentence: 'SMTP_URL is missing: invitations and notices could not leave.' },
  { is: smtpWithoutTls, sentence: 'SMTP_URL must use TLS: smtps://..., or smtp://...?requireTLS=true.' },
  { is: (_config, env) => !env['MAIL_FROM'], sentence: 'MAIL_FROM is missing: the address mails come from.' },
  {
    is: databaseWithoutTls,
    sentence:
      'DATABASE_URL must use TLS (sslmode=verify-full) or a local socket: health data would travel in the clear.',
  },
  {
    is: (_config, env) => env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0',
    sentence: 'NODE_TLS_REJECT_UNAUTHORIZED must not be 0: certificates would not be checked.',
  },
  {
    is: (_config, env) => !env['STRIPE_SECRET_KEY'] !== !env['STRIPE_WEBHOOK_SECRET'],
    sentence: 'STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET belong together: set both, or neither.',
  },
  {
    is: ({ processor }) => processor?.apiBase?.startsWith('http:') ?? false,
    sentence: 'STRIPE_API_BASE must begin with https://, or better not be set: the key would travel in the clear.',
  },
]

/** The sentences about unsafe settings, one for each; empty outside production. */
export function dangersOf(config: Config, env: NodeJS.ProcessEnv): string[] {
  if (!config.production) return []
  return dangers.filter(({ is }) => is(config, env)).map(({ sentence }) => sentence)
}
