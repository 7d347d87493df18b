import type Stripe from 'stripe'
import { now } from './clock.ts'

/** The installation's account at Stripe, the card processor. */
export interface ProcessorSettings {
  secretKey: string
  /** What signs the events it sends. */
  webhookSecret: string
  /** Another address for its API, as an origin; null: Stripe's own. */
  apiBase: string | null
}

/** How far the moment of a signature may be from ours, in seconds, either way. */
const TOLERANCE_SECONDS = 300

let opened: { sdk: typeof Stripe; stripe: Stripe; settings: ProcessorSettings } | null = null

/** Says which account is charged through; null: none, nothing is charged, and the start does not wait for the SDK. */
export async function openProcessor(settings: ProcessorSettings | null): Promise<void> {
  opened = null
  if (!settings) return
  const { default: sdk } = await import('stripe')
  opened = { sdk, stripe: new sdk(settings.secretKey, options(settings)), settings }
}

/** A request that fails on the way is sent again, twice at most and under the same idempotency key. */
function options({ apiBase }: ProcessorSettings): Stripe.StripeConfig {
  const calls = { timeout: 8_000, maxNetworkRetries: 2, telemetry: false }
  if (!apiBase) return calls
  const { hostname: host, port, protocol } = new URL(apiBase)
  const isHttps = protocol === 'https:'
  return { ...calls, host, port: port || (isHttps ? 443 : 80), protocol: isHttps ? 'https' : 'http' }
}

export const processorIsSetUp = (): boolean => opened !== null

/** @throws Error where no card processing is set up */
export function processor(): Stripe {
  if (!opened) throw new Error('no card processing is set up')
  return opened.stripe
}

/** The origins of the pages people are sent to, to keep a card and to see their invoices. */
export const pagesOf = (settings: ProcessorSettings | null): string[] =>
  settings
    ? ['https://checkout.stripe.com', 'https://billing.stripe.com', ...(settings.apiBase ? [settings.apiBase] : [])]
    : []

export const isProcessorPage = (url: string): boolean =>
  URL.canParse(url) && pagesOf(opened?.settings ?? null).includes(new URL(url).origin)

/** One moment and its signatures, and nothing beside them. */
const signatureHeader = /^t=(\d{1,11})(,v\d=[0-9a-f]+)+$/

/**
 * The event in a body as it came over the wire. The SDK looks at how old a signature is; one from the future it takes.
 * @returns null where Stripe did not sign these bytes, or not within the last and the next 300 seconds
 */
export function signedEvent(body: Buffer, header: string): unknown {
  const seconds = Number(signatureHeader.exec(header)?.[1])
  const at = now().getTime()
  if (!opened || !(Math.abs(at / 1000 - seconds) <= TOLERANCE_SECONDS)) return null
  const { stripe, settings } = opened
  try {
    return stripe.webhooks.constructEvent(body, header, settings.webhookSecret, TOLERANCE_SECONDS, undefined, at)
  } catch {
    return null
  }
}

/** A call that was understood and refused: a card that is declined, an invoice that was paid meanwhile. Others come again. */
export const isRefusal = (error: unknown): boolean =>
  isProcessorError(error) && (error.statusCode === 402 || error.statusCode === 400)

/** Whatever goes wrong between us and the processor. */
export const isProcessorError = (error: unknown): error is Stripe.errors.StripeError =>
  opened !== null && error instanceof opened.sdk.errors.StripeError

export type Invoice = Stripe.Invoice

/** An object of the processor's, or only its id, as the id. */
export const idOf = (named: string | { id: string } | null | undefined): string | null =>
  typeof named === 'string' ? named : (named?.id ?? null)
