import { createHmac } from 'node:crypto'
import request from 'supertest'
import { now } from '../../src/platform/clock.ts'
import { app } from '../app.ts'

export const settings = { secretKey: 'sk_test_harbor', webhookSecret: 'whsec_standin', apiBase: null }

interface Signing {
  secret?: string
  /** Seconds that the signature's moment is after ours. */
  late?: number
}

/** The header Stripe sends with a body, made after its documentation rather than by its SDK. */
export function signature(body: string, { secret = settings.webhookSecret, late = 0 }: Signing = {}): string {
  const at = Math.floor(now().getTime() / 1000) + late
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
}

/** Posts a body to the webhook as a program elsewhere does: no cookie, no origin. @returns the status */
export async function posted(body: string, header = signature(body)): Promise<number> {
  const sent = request(app).post('/webhooks/stripe').set('content-type', 'application/json; charset=utf-8')
  return (await (header ? sent.set('stripe-signature', header) : sent).send(body)).status
}

let events = 0

/** An event as Stripe writes one, about an object of a customer. */
export function eventAbout(object: object, changed: object = {}): string {
  const id = `evt_${process.pid}_${(events += 1)}`
  const head = { id, object: 'event', type: 'invoice.paid', created: Math.floor(now().getTime() / 1000) }
  return JSON.stringify({ ...head, livemode: false, data: { object }, ...changed }, null, 2)
}
