import { castPassword, omar } from '../../dist/prisma/cast.js'

const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }

/** Posts a form as a browser does, following nothing. */
export async function post(url, fields, cookie = '', more = {}) {
  const body = new URLSearchParams(fields).toString()
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...headers, cookie, ...more },
    body,
  })
  await response.arrayBuffer()
  return response
}

/** The cookie of Omar, signed in at Harbor's portal. */
export async function omarSignedIn(url) {
  const response = await post(`${url}/portal/harbor/sign-in`, { email: omar.email, password: castPassword })
  if (response.status !== 303) throw new Error(`sign-in answered ${response.status}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** Milliseconds of a post that must lead on. */
export async function timedPost(url, fields, cookie) {
  const began = performance.now()
  const { status } = await post(url, fields, cookie)
  if (status !== 303) throw new Error(`${url} answered ${status}`)
  return performance.now() - began
}
