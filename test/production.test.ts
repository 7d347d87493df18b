import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'

const random = () => randomBytes(32).toString('base64')

/** Everything set as it should be; only the database is out of reach. */
const safe = {
  NODE_ENV: 'production',
  ANTEROOM_URL: 'https://portal.example',
  MASTER_KEY: random(),
  SESSION_SECRET: random(),
  SMTP_URL: 'smtps://user:secret@mail.example',
  MAIL_FROM: 'portal@portal.example',
  DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/anteroom?sslmode=verify-full',
  ANTEROOM_HOME: '/tmp/anteroom-production-test',
}

/** Starts the real program and gives its exit code and what it said. */
function startWith(changed: Record<string, string | undefined>) {
  const env = Object.fromEntries(
    Object.entries({ PATH: process.env['PATH'], ...safe, ...changed }).filter(([, value]) => value !== undefined),
  )
  const { status, stderr } = spawnSync(process.execPath, ['dist/src/main.js'], {
    env,
    encoding: 'utf8',
    timeout: 20_000,
  })
  return { status, stderr }
}

test.each<[string, Record<string, string | undefined>, string]>([
  ['an http address', { ANTEROOM_URL: 'http://portal.example' }, 'ANTEROOM_URL must begin with https'],
  ['no master key', { MASTER_KEY: undefined }, 'MASTER_KEY is missing'],
  ['a short master key', { MASTER_KEY: 'c2hvcnQ=' }, 'MASTER_KEY is not 32 random bytes'],
  [
    'a placeholder master key',
    { MASTER_KEY: Buffer.alloc(32, 7).toString('base64') },
    'MASTER_KEY is not 32 random bytes',
  ],
  ['no session secret', { SESSION_SECRET: undefined }, 'SESSION_SECRET is missing'],
  ['a weak session secret', { SESSION_SECRET: 'secret' }, 'SESSION_SECRET is too weak'],
  ['no mail service', { SMTP_URL: undefined }, 'SMTP_URL is missing'],
  ['mail without TLS', { SMTP_URL: 'smtp://mail.example' }, 'SMTP_URL must use TLS'],
  ['no sender', { MAIL_FROM: undefined }, 'MAIL_FROM is missing'],
  ['a database without TLS', { DATABASE_URL: 'postgresql://a:b@db.example/anteroom' }, 'DATABASE_URL must use TLS'],
  ['certificates unchecked', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'NODE_TLS_REJECT_UNAUTHORIZED must not be 0'],
  ['half of the keys for cards', { STRIPE_SECRET_KEY: 'sk_live_1' }, 'STRIPE_WEBHOOK_SECRET belong together'],
  ['the other half', { STRIPE_WEBHOOK_SECRET: 'whsec_1' }, 'STRIPE_WEBHOOK_SECRET belong together'],
  [
    'cards in the clear',
    { STRIPE_SECRET_KEY: 'sk_live_1', STRIPE_WEBHOOK_SECRET: 'whsec_1', STRIPE_API_BASE: 'http://cards.example' },
    'STRIPE_API_BASE must begin with https',
  ],
  ['an address that is none', { ANTEROOM_URL: 'portal' }, 'ANTEROOM_URL'],
])('production does not start with %s, and says which variable', (_what, changed, sentence) => {
  const { status, stderr } = startWith(changed)
  expect(status).toBe(1)
  expect(stderr).toContain(sentence)
})

test('with everything safe none of these sentences stands in the way', () => {
  const { stderr } = startWith({})
  expect(stderr).toContain('ECONNREFUSED')
  expect(stderr).not.toMatch(/must|missing/)
})
