import type { RequestHandler } from 'express'
import { FromElsewhere } from '../errors.ts'

const READING = new Set(['GET', 'HEAD'])

/**
 * A change must come from our own pages: Sec-Fetch-Site says so, or, in browsers without it, Origin equals our address.
 * Neither is 403. No token is needed beside it. Methods other than GET, HEAD and POST are refused.
 */
export function sameOrigin(url: string): RequestHandler {
  return (request, _response, next) => {
    if (READING.has(request.method)) return next()
    const site = request.get('sec-fetch-site')
    const own = site ? site === 'same-origin' : request.get('origin') === url
    if (request.method !== 'POST' || !own) throw new FromElsewhere('a change from elsewhere')
    next()
  }
}
