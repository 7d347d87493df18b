import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import type { Site } from './sessions.ts'

let secret = ''
let isSecure = false

/** The key of the marks, and whether the site is served over https, once at start. */
export function setDeviceSecret(given: string, https: boolean): void {
  secret = given
  isSecure = https
}

const cookieName = (site: Site) => `${isSecure ? '__Host-' : ''}${site}-device`
const markOf = (site: Site, device: string, account: string) =>
  createHmac('sha256', secret)
    .update(JSON.stringify([site, device, account]))
    .digest('base64url')

/** The device this browser is known as for an account it has signed in to before; null elsewhere. */
export function knownDevice(request: Request, site: Site, account: string): string | null {
  const found = (request.get('cookie') ?? '').split('; ').find((each) => each.startsWith(`${cookieName(site)}=`))
  const [device = '', mark = ''] = found?.slice(cookieName(site).length + 1).split('.') ?? []
  const own = Buffer.from(markOf(site, device, account))
  const given = Buffer.from(mark)
  return device && own.length === given.length && timingSafeEqual(own, given) ? device : null
}

/** Remembers that this browser has signed in to an account: its tries are counted apart from strangers'. */
export function rememberDevice(request: Request, site: Site, account: string): void {
  if (knownDevice(request, site, account)) return
  const device = randomBytes(16).toString('base64url')
  request.res?.cookie(cookieName(site), `${device}.${markOf(site, device, account)}`, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure,
    maxAge: 365 * 24 * 3600_000,
  })
}
