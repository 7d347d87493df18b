import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Response } from 'supertest'
import { accounts, ada, castPassword, cleo, harbor, max, nia, omar, theo } from '../../prisma/cast.ts'
import { infrastructure, inOrganization } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { allDone } from '../../src/platform/later.ts'
import { createApp } from '../../src/app.ts'
import { Browser, portalBrowser, staffBrowser } from '../browser.ts'
import { app, config } from '../app.ts'
import { useMailbox } from '../mail.ts'

useMailbox()
const portal = `/portal/${harbor.portalAddress}`
const wrong = 'a violet teapot on the stairs'
const counts = { pairs: 0, differing: 0, tries: 0, lockedOut: 0 }

/** Accounts that are no longer open, as their addresses. */
const closed = { staff: 'left@harbor.example', portal: 'closed@mail.example' }

beforeAll(() =>
  inOrganization({ organizationId: harbor.id }, async (tx) => {
    const member = await tx.staff.findFirstOrThrow({ where: { id: nia.id } })
    await tx.staff.create({ data: { ...member, id: newId(), email: closed.staff, state: 'deactivated' } })
    const account = await tx.portalAccount.findFirstOrThrow({ where: { id: accounts[0]!.id } })
    await tx.portalAccount.create({ data: { ...account, id: newId(), email: closed.portal, state: 'switched_off' } })
  }),
)
beforeEach(() => infrastructure().query('delete from rate_limits'))
afterAll(() =>
  console.log(
    `S10: ${counts.pairs} pairs of known and unknown, ${counts.differing} differ; ` +
      `${counts.tries} tries against the throttles, ${counts.lockedOut} owners locked out`,
  ),
)

/** Everything somebody sees of an answer but its moment and the address they typed. */
function faceOf({ status, headers, text }: Response, email: string): string {
  const cookies = [headers['set-cookie'] ?? []].flat().map((line: string) => line.replace(/=[^;]*/, '='))
  const {
    date: _date,
    'set-cookie': _cookies,
    'content-length': _length,
    ...lasting
  } = headers as Record<string, string>
  return JSON.stringify([status, lasting, cookies, text.replaceAll(email, 'somebody')])
}

/** Whose addresses are compared with nobody's, on each site. */
const people: [string, string, string][] = [
  ['/staff', 'of the staff', theo.email],
  ['/staff', 'of a client', omar.email],
  ['/staff', 'of somebody who left', closed.staff],
  [portal, 'of a client', omar.email],
  [portal, 'of a client elsewhere', max.email],
  [portal, 'of somebody without an account', cleo.email],
  [portal, 'of an account that was switched off', closed.portal],
  [portal, 'of the staff', ada.email],
]

test.each(people)('at %s the address %s answers like one that nobody has', async (site, _whose, email) => {
  const nobody = 'nobody@mail.example'
  for (const [path, form] of [
    ['sign-in', { password: wrong }],
    ['sign-in', { password: castPassword }],
    ['forgotten-password', {}],
  ] as const) {
    const isRight = path === 'sign-in' && form.password === castPassword
    if (isRight && (await new Browser().post(`${site}/sign-in`, { email, ...form })).status === 303) continue
    const answers = [email, nobody].map(async (who) =>
      faceOf(await new Browser().post(`${site}/${path}`, { email: who, ...form }), who),
    )
    const [known, unknown] = await Promise.all(answers)
    counts.pairs += 1
    if (known !== unknown) counts.differing += 1
    expect(known).toBe(unknown)
  }
})

test('the pause after too many tries comes for an unknown address as for a known one, with the same page', async () => {
  const faces = []
  for (const email of [theo.email, 'nobody@harbor.example']) {
    const statuses = []
    for (let time = 0; time < 11; time++) {
      const answer = await new Browser().post('/staff/sign-in', { email, password: wrong })
      statuses.push(answer.status)
      counts.tries += 1
      if (answer.status === 429) faces.push(faceOf(answer, email).replace(/"retry-after":"\d+",?/, ''))
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429])
  }
  expect(faces[0]).toBe(faces[1])
})

test.each(['ADA@harbor.example', ' ada@harbor.example ', 'Ada@Harbor.Example'])(
  '“%s” is counted as the same address',
  async (typed) => {
    const ask = (email: string) => new Browser().post('/staff/sign-in', { email, password: wrong })
    for (let time = 0; time < 10; time++) await ask(ada.email)
    counts.tries += 11
    expect((await ask(typed)).status).toBe(429)
  },
)

const ASKS = 60 // how many links one address may ask for in an hour

/** What X-Forwarded-For says when a visitor writes something into it and so many of our own proxies add to it. */
const through = {
  0: (forged: string) => forged,
  1: (forged: string, from: string) => `${forged}, ${from}`,
  2: (forged: string, from: string) => `${forged}, ${from}, 10.9.9.9`,
}

test.each([0, 1, 2] as const)(
  'behind %i proxies whatever a visitor writes before them counts as nothing',
  async (hops) => {
    const site = hops === 1 ? app : createApp({ ...config, trustProxy: hops }, 'session secret of the tests')
    let asked = 0
    const ask = async (from: string) => {
      const browser = new Browser(site)
      asked += 1
      const email = `somebody.${asked}@mail.example`
      const forged = `198.51.${asked}.7`
      const headers = { 'x-forwarded-for': through[hops](forged, from) }
      return (await browser.post('/staff/forgotten-password', { email }, headers)).status
    }
    const statuses = []
    for (let time = 0; time <= ASKS; time++) statuses.push(await ask('203.0.113.50'))
    counts.tries += statuses.length
    expect(statuses.lastIndexOf(200)).toBe(ASKS - 1)
    expect(statuses.at(-1)).toBe(429)
    // without a proxy everybody here comes from this machine; behind one, another visitor is not held up
    expect(await ask('203.0.113.51')).toBe(hops === 0 ? 429 : 200)
  },
)

test('all addresses of one IPv6 network are one, and the next network is not held up', async () => {
  const site = createApp({ ...config, trustProxy: 1 }, 'session secret of the tests')
  const ask = async (from: string, number: number) => {
    const email = `v6.${number}@mail.example`
    return (await new Browser(site).post('/staff/forgotten-password', { email }, { 'x-forwarded-for': from })).status
  }
  const statuses = []
  for (let time = 0; time <= ASKS; time++) statuses.push(await ask(`2001:db8:7:8:${time}::${time}`, time))
  counts.tries += statuses.length
  expect([statuses.lastIndexOf(200), statuses.at(-1)]).toEqual([ASKS - 1, 429])
  expect(await ask('2001:db8:7:9::1', 100)).toBe(200)
  expect(await ask('2001:db8::', 101)).toBe(200)
})

test('one address tries a hundred passwords over many accounts and no more', async () => {
  const attempt = async (time: number) => {
    const stranger = new Browser()
    stranger.address = '203.0.113.60'
    const email = `somebody.${time}@mail.example`
    return (await stranger.post(`${portal}/sign-in`, { email, password: wrong })).status
  }
  const statuses: number[] = []
  // more at once would be turned away uncounted
  while (statuses.length < 100) {
    statuses.push(...(await Promise.all(Array.from({ length: 5 }, (_, more) => attempt(statuses.length + more)))))
  }
  statuses.push(await attempt(100))
  counts.tries += statuses.length
  expect(statuses.filter((status) => status === 422)).toHaveLength(100)
  expect(statuses.at(-1)).toBe(429)
})

test.each([
  ['/staff', theo.email, () => staffBrowser(theo)],
  [portal, omar.email, () => portalBrowser(omar)],
])(
  'at %s a hundred failures from anywhere do not lock the owner out of a known browser',
  async (site, email, owner) => {
    const known = await owner()
    await known.post(`${site}/sign-out`)
    const statuses = []
    for (let time = 0; time < 100; time++) {
      const stranger = new Browser()
      stranger.address = `198.51.100.${time}`
      statuses.push((await stranger.post(`${site}/sign-in`, { email, password: wrong })).status)
    }
    counts.tries += statuses.length
    expect(statuses.filter((status) => status === 422)).toHaveLength(10)
    const signIn = (browser: Browser) => browser.post(`${site}/sign-in`, { email, password: castPassword })
    const isIn = (await signIn(known)).status === 303
    if (!isIn) counts.lockedOut += 1
    expect(isIn).toBe(true)
    // coming in from the known browser does not give strangers new tries
    expect((await signIn(new Browser())).status).toBe(429)
    // and elsewhere the owner waits for a quarter of an hour at most
    await infrastructure().query('update rate_limits set expire = expire - $1', [15 * 60_000])
    expect((await signIn(new Browser())).status).toBe(303)
  },
)

test('a pause after too many tries stands in the audit once', async () => {
  const heldUp = () =>
    inOrganization({ organizationId: harbor.id }, (tx) => tx.auditEvent.count({ where: { event: 'session.held-up' } }))
  const before = await heldUp()
  for (const [site, email] of [
    ['/staff', ada.email],
    [portal, omar.email],
    [portal, 'nobody@mail.example'],
  ]) {
    for (let time = 0; time < 13; time++) {
      await new Browser().post(`${site}/sign-in`, { email: email!, password: wrong })
      counts.tries += 1
    }
  }
  await allDone()
  expect(await heldUp()).toBe(before + 2)
})

test('a refused sign-in takes no longer where there is an account, and stands in the audit all the same', async () => {
  const refusals = () =>
    inOrganization({ organizationId: harbor.id }, (tx) => tx.auditEvent.count({ where: { event: 'session.refused' } }))
  await allDone()
  const before = await refusals()
  await new Browser().post('/staff/sign-in', { email: ada.email, password: wrong })
  await allDone()
  expect(await refusals()).toBe(before + 1)
})
