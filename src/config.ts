import { z } from 'zod'
import { currencies } from './platform/money.ts'
import type { ProcessorSettings } from './platform/stripe.ts'
import { stateFolder } from './platform/state-folder.ts'
import type { Terms } from './subscriptions/renewals.ts'

const variables = z.object({
  NODE_ENV: z.string().default('development'),
  ANTEROOM_URL: z.url({ protocol: /^https?$/ }).optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).optional(),
  DATABASE_URL: z.string().optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.email().optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).default(0),
  MASTER_KEY: z.string().optional(),
  SESSION_SECRET: z.string().optional(),
  SEAT_PRICE_CENTS: z.coerce.number().int().min(0).max(1_000_000).default(600),
  SEAT_PERIOD: z.enum(['month', 'year']).default('month'),
  SEAT_CURRENCY: z
    .string()
    .toLowerCase()
    .refine((code) => currencies.has(code), 'not a currency')
    .default('usd'),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  STRIPE_API_BASE: z.url({ protocol: /^https?$/ }).optional(),
})

export interface Config {
  production: boolean
  /** Where people reach this installation; every link and cookie follows it. No trailing slash. */
  url: string
  https: boolean
  host: string
  port: number
  databaseUrl: string | undefined
  smtpUrl: string | undefined
  mailFrom: string
  /** How many proxies stand in front (0: none; X-Forwarded-For is then ignored). */
  trustProxy: number
  stateFolder: string
  masterKey: string | undefined
  sessionSecret: string | undefined
  /** What a seat beyond the first costs; 0 cents: the installation charges nothing. */
  seats: Terms
  /** The installation's account at the card processor; null: bills are shown and nothing is charged. */
  processor: ProcessorSettings | null
}

/** Parses the environment once. @throws an error whose message names each wrong variable */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = variables.safeParse(env)
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
  }
  const it = parsed.data
  const url = new URL(it.ANTEROOM_URL ?? `http://127.0.0.1:${it.PORT || 3000}`)
  return {
    production: it.NODE_ENV === 'production',
    url: url.origin,
    https: url.protocol === 'https:',
    host: it.HOST,
    port: it.PORT ?? (url.protocol === 'http:' && url.port ? Number(url.port) : 3000),
    databaseUrl: it.DATABASE_URL,
    smtpUrl: it.SMTP_URL,
    mailFrom: it.MAIL_FROM ?? `portal@${url.hostname}`,
    trustProxy: it.TRUST_PROXY,
    stateFolder: stateFolder(env),
    masterKey: it.MASTER_KEY,
    sessionSecret: it.SESSION_SECRET,
    seats: { priceCents: it.SEAT_PRICE_CENTS, interval: it.SEAT_PERIOD, currency: it.SEAT_CURRENCY },
    processor: processorIn(it),
  }
}

/** Both keys or none: half of them charge nothing, which production refuses to start with. */
function processorIn(it: z.infer<typeof variables>): ProcessorSettings | null {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_BASE: base } = it
  if (!secretKey || !webhookSecret) return null
  return { secretKey, webhookSecret, apiBase: base ? new URL(base).origin : null }
}

/** Whether a master key is 32 bytes in base64 and not a placeholder such as one byte repeated. */
export function isSafeKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === 32 && new Set(bytes).size > 8
}
