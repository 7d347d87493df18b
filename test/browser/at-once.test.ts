import { request, type IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { ada, castPassword } from '../../prisma/cast.ts'
import { useSite } from './site.ts'

const site = useSite()

/** Asks as a browser does: an answer counts from the moment its head has come. */
const ask = (path: string, headers: Record<string, string>, body?: string): Promise<IncomingMessage> =>
  new Promise((answered, failed) => {
    const asking = request(site.url + path, { method: body ? 'POST' : 'GET', headers }, answered)
    asking.on('error', failed).end(body)
  })

test('whoever follows a redirect before its last byte has come is signed in already', async () => {
  const type = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
  const form = new URLSearchParams({ email: ada.email, password: castPassword }).toString()
  for (let round = 0; round < 10; round++) {
    const moved = await ask('/staff/sign-in', type, form)
    expect(moved.headers.location).toBe('/staff')
    const cookie = moved.headers['set-cookie']?.find((each) => each.startsWith('staff='))?.split(';')[0] ?? ''
    const home = await ask('/staff', { cookie })
    expect(home.statusCode).toBe(200)
    for (const answer of [moved, home]) answer.resume()
  }
})
