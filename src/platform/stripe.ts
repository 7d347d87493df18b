import Stripe from 'stripe'

/** The installation's account at Stripe, the card processor. */
export interface ProcessorSettings {
  secretKey: string
  /** What signs the events it sends. */
  webhookSecret: string
  /** Another address for its API, as an origin; null: Stripe's own. */
  apiBase: string | null
}

let opened: { stripe: Stripe; settings: ProcessorSettings } | null = null

/** Says which account is charged through; null: none, and nothing is charged. */
export function openProcessor(settings: ProcessorSettings | null): void {
  opened = settings && { stripe: new Stripe(settings.secretKey, options(settings)), settings }
}

/** A request that fails on the way is sent again, twice at most and under the same idempotency key. */
function options({ apiBase }: ProcessorSettings): Stripe.StripeConfig {
  const calls = { timeout: 8_000, maxNetworkRetries: 2, telemetry: false }
  if (!apiBase) return calls
  const { hostname: host, port, protocol } = new URL(apiBase)
  const isHttps = protocol === 'https:'
  return { ...calls, host, port: port || (isHttps ? 443 : 80), protocol: isHttps ? 'https' : 'http' }
}

/** The origins of the pages people are sent to, to keep a card and to see their invoices. */
export const pagesOf = (settings: ProcessorSettings | null): string[] =>
  settings
    ? ['https://checkout.stripe.com', 'https://billing.stripe.com', ...(settings.apiBase ? [settings.apiBase] : [])]
    : []

export const isProcessorPage = (url: string): boolean =>
  URL.canParse(url) && pagesOf(opened?.settings ?? null).includes(new URL(url).origin)
