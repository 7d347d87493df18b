import helmet from 'helmet'
import type { RequestHandler } from 'express'
import type { Config } from '../config.ts'
import { pagesOf } from '../platform/stripe.ts'

const self = ["'self'"]
const none = ["'none'"]

/** The headers every answer carries. Nothing inline, nothing foreign, nothing cached. */
export function headers(config: Config): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: none,
          scriptSrc: self,
          styleSrc: self,
          imgSrc: ["'self'", 'data:'],
          fontSrc: self,
          connectSrc: self,
          manifestSrc: self,
          // a form of ours may end at a page of the card processor, which browsers hold against the form
          formAction: ["'self'", ...pagesOf(config.processor)],
          baseUri: none,
          frameAncestors: none,
        },
      },
      // no-referrer would make forms send `Origin: null`
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: config.https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
      xFrameOptions: { action: 'deny' },
    }),
    (_request, response, next) => {
      response.set('Cache-Control', 'no-store')
      next()
    },
  ]
}
