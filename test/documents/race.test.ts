import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { harbor, max, nia, omar, theo } from '../../prisma/cast.ts'
import { createApp } from '../../src/app.ts'
import { signingKeyOf } from '../../src/documents/signing-keys.ts'
import { now } from '../../src/platform/clock.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { recordSeal } from '../../src/platform/seal.ts'
import { verifyChain } from '../../src/platform/verify-evidence.ts'
import { config } from '../app.ts'
import { portalBrowser } from '../browser.ts'
import { useMailbox } from '../mail.ts'
import { inHarbor, signedIntakes } from './signed-intakes.ts'

const RACERS = 20
vi.setConfig({ testTimeout: 90_000 }) // PDFs are made meanwhile, on whatever the machine has left
const mailbox = useMailbox()
const servers: Server[] = []
let addresses: string[] = []

beforeAll(async () => {
  for (let i = 0; i < 2; i++) {
    const server = createServer(createApp(config, 'session secret of the tests'))
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    servers.push(server)
  }
  addresses = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await inHarbor((tx) =>
    tx.assignment.createMany({
      data: [theo, nia].map(({ id: staffId }) => ({
        ...{ organizationId: harbor.id, clientId: omar.id, staffId, since: now() },
      })),
    }),
  )
})
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
})
beforeEach(() => void (mailbox.mails.length = 0))

/** One of 20: posts the submission to one of two servers and goes where the answer leads. */
async function submitAndFollow(cookie: string, i: number) {
  const server = addresses[i % addresses.length] ?? ''
  const headers = { cookie, origin: config.url, 'content-type': 'application/x-www-form-urlencoded' }
  const request = { method: 'POST', headers, body: '', redirect: 'manual' as const }
  const answer = await fetch(`${server}/portal/harbor/forms/submission`, request)
  const page = await fetch(`${server}${answer.headers.get('location') ?? '/'}`, { headers: { cookie } })
  return { status: answer.status, page: page.status, text: await page.text() }
}

test.each([1, 2, 3])(
  'of 20 submissions at once to two servers each form is sealed once, and all 20 see the end (round %i)',
  async () => {
    const ids = await signedIntakes(omar)
    const before = await inHarbor((tx) => tx.sealedRecord.count())
    const browser = await portalBrowser(omar)
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const ends = await Promise.all(Array.from({ length: RACERS }, (_, i) => submitAndFollow(cookie, i)))
    expect(ends.map(({ status, page }) => [status, page])).toEqual(ends.map(() => [303, 200]))
    expect(ends.filter(({ text }) => !text.includes('Your forms were sent'))).toEqual([])

    const found = await inHarbor(async (tx) => ({
      seals: (await tx.sealedRecord.findMany({ orderBy: { sequence: 'asc' } })).map(({ seal }) =>
        recordSeal.parse(seal),
      ),
      records: await tx.sealedRecord.count({ where: { intakeId: { in: ids } } }),
      numbers: (await tx.document.findMany({ orderBy: { number: 'asc' } })).map(({ number }) => number),
      events: await tx.auditEvent.count({ where: { event: 'intake.submitted', subjectId: { in: ids } } }),
      keys: await tx.signingKey.findMany({ select: { id: true, publicKey: true } }),
    }))
    expect(found.records).toBe(3)
    expect(found.seals).toHaveLength(before + 3)
    expect(found.numbers).toEqual(found.numbers.map((_, i) => i + 1))
    expect(found.events).toBe(3)
    expect(found.keys).toHaveLength(1)
    expect(
      verifyChain(
        found.seals,
        found.keys.map((key) => ({ ...key, endorsement: null })),
      ),
    ).toEqual([])
    for (const { email } of [theo, nia, omar]) expect(await mailbox.to(email)).toHaveLength(1)
  },
)

test('20 who need the first signing key of a practice at once get the same one', async () => {
  const { organizationId } = max
  const asks = () => inOrganization({ organizationId }, (tx) => signingKeyOf(tx, organizationId))
  const keys = await Promise.all(Array.from({ length: RACERS }, asks))
  expect(new Set(keys.map(({ id, privateKey }) => id + privateKey)).size).toBe(1)
})
