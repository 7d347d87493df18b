import express, { Router } from 'express'
import { NotFound } from '../errors.ts'
import { processorIsSetUp, signedEvent } from '../platform/stripe.ts'
import { takeEvent } from './take-event.ts'

/**
 * Where the card processor tells us what happened. It has no session and comes from elsewhere: the signature over the bytes
 * as they came is all that counts, so the body is read raw. Mounted before everything that asks where a change comes from.
 */
export const webhookRoutes = Router()

webhookRoutes.use('/stripe', express.raw({ type: () => true, limit: '512kb' }))
webhookRoutes.post('/stripe', async (request, response) => {
  if (!processorIsSetUp()) throw new NotFound()
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const event = signedEvent(body, request.get('stripe-signature') ?? '')
  const isTaken = event !== null && (await takeEvent(event))
  response
    .status(isTaken ? 200 : 400)
    .type('text/plain')
    .send(isTaken ? 'taken\n' : 'not taken\n')
})
