import { Agent, request, type OutgoingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { harbor, max, nia, omar, theo } from '../../prisma/cast.ts'
import { Prisma } from '../../prisma/client/client.ts'
import { signingKeyOf } from '../../src/documents/signing-keys.ts'
import { now } from '../../src/platform/clock.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { recordSeal } from '../../src/platform/seal.ts'
import { verifyChain } from '../../src/platform/verify-evidence.ts'
import { portalBrowser } from '../browser.ts'
import { startServer, type OwnServer } from '../own-server.ts'
import { SmtpSink } from '../smtp-sink.ts'
import { inHarbor, signedIntakes } from './signed-intakes.ts'

const RACERS = 20
vi.setConfig({ testTimeout: 90_000 }) // PDFs are made meanwhile, on whatever the machine has left
const sink = new SmtpSink()
let servers: OwnServer[] = []

// the built program twice, each in a process of its own, as behind one proxy: one address, one database, one mail service
beforeAll(async () => {
  const SMTP_URL = await sink.open()
  const first = await startServer({ SMTP_URL })
  servers = [first, await startServer({ SMTP_URL, ANTEROOM_URL: first.url })]
  await inHarbor((tx) =>
    tx.assignment.createMany({
      data: [theo, nia].map(({ id: staffId }) => ({
        ...{ organizationId: harbor.id, clientId: omar.id, staffId, since: now() },
      })),
    }),
  )
})
afterAll(async () => {
  const ends = await Promise.all(servers.map((server) => server.stop()))
  await sink.close()
  expect(ends).toEqual([0, 0])
})
beforeEach(() => void (sink.taken.length = 0))

/** One of the browsers of a client, with an open connection of its own to one of the two processes. */
class Racer {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #headers: OutgoingHttpHeaders
  readonly #port: number

  constructor(number: number, cookie: string) {
    this.#port = servers[number % servers.length]!.port
    this.#headers = { cookie, origin: servers[0]!.url }
  }

  /** One request over this racer's connection. */
  async ask(method: 'GET' | 'POST', path: string) {
    const headers = { ...this.#headers, ...(method === 'POST' ? { 'content-length': 0 } : {}) }
    const to = { host: '127.0.0.1', port: this.#port, method, path, agent: this.#agent, headers }
    return new Promise<{ status: number; location: string; body: string }>((done, failed) => {
      const sent = request(to, (answer) => {
        const { statusCode: status = 0, headers } = answer
        void text(answer).then((body) => done({ status, location: headers.location ?? '', body }), failed)
      })
      sent.once('error', failed).end()
    })
  }

  /** Submits, and goes where the answer leads. */
  async submit() {
    const answer = await this.ask('POST', '/portal/harbor/forms/submission')
    const page = await this.ask('GET', answer.location)
    return { status: answer.status, page: page.status, body: page.body }
  }

  leave = () => this.#agent.destroy()
}

/** How often each has been told by mail; waits until every mail has left and every document is made. */
async function toldByMail(): Promise<Record<string, number>> {
  const left = () =>
    inHarbor(
      async (tx) =>
        (await tx.mail.count({ where: { state: { not: 'handed' } } })) +
        (await tx.document.count({ where: { statement: { equals: Prisma.DbNull } } })),
    )
  await vi.waitUntil(async () => (await left()) === 0, { timeout: 60_000, interval: 50 })
  const told: Record<string, number> = {}
  for (const each of sink.taken.flatMap(({ recipients }) => recipients)) told[each] = (told[each] ?? 0) + 1
  return told
}

test.each([1, 2, 3])(
  'of 20 submissions at once to two processes each form is sealed once, and all 20 see the end (round %i)',
  async () => {
    const ids = await signedIntakes(omar)
    const before = await inHarbor((tx) => tx.sealedRecord.count())
    const { cookies } = await portalBrowser(omar, harbor, servers[0]!.url)
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const racers = Array.from({ length: RACERS }, (_, number) => new Racer(number, cookie))
    const ready = await Promise.all(racers.map((racer) => racer.ask('GET', '/portal/harbor/forms')))
    expect(ready.filter(({ status, body }) => status !== 200 || body.includes('were sent'))).toEqual([])

    const ends = await Promise.all(racers.map((racer) => racer.submit()))
    racers.forEach((racer) => racer.leave())
    expect(ends.map(({ status, page }) => [status, page])).toEqual(ends.map(() => [303, 200]))
    expect(ends.filter(({ body }) => !body.includes('Your forms were sent'))).toEqual([])
    expect(await toldByMail()).toEqual({ [theo.email]: 1, [nia.email]: 1, [omar.email]: 1 })

    const found = await inHarbor(async (tx) => ({
      seals: (await tx.sealedRecord.findMany({ orderBy: { sequence: 'asc' } })).map(({ seal }) =>
        recordSeal.parse(seal),
      ),
      records: await tx.sealedRecord.count({ where: { intakeId: { in: ids } } }),
      numbers: (await tx.document.findMany({ orderBy: { number: 'asc' } })).map(({ number }) => number),
      files: await tx.file.count(),
      submitted: await tx.auditEvent.findMany({ where: { event: 'intake.submitted', subjectId: { in: ids } } }),
      keys: await tx.signingKey.findMany({ select: { id: true, publicKey: true } }),
    }))
    expect(found.records).toBe(3)
    expect(found.seals).toHaveLength(before + 3)
    expect(found.numbers).toEqual(Array.from({ length: before + 3 }, (_, i) => i + 1))
    expect(found.files).toBe(before + 3)
    expect(found.submitted.map(({ subjectId }) => subjectId).sort()).toEqual([...ids].sort())
    expect(found.keys).toHaveLength(1)
    const keys = found.keys.map((key) => ({ ...key, endorsement: null }))
    expect(verifyChain(found.seals, keys)).toEqual([])
  },
)

test('20 who need the first signing key of a practice at once get the same one', async () => {
  const { organizationId } = max
  const asks = () => inOrganization({ organizationId }, (tx) => signingKeyOf(tx, organizationId))
  const keys = await Promise.all(Array.from({ length: RACERS }, asks))
  expect(new Set(keys.map(({ id, privateKey }) => id + privateKey)).size).toBe(1)
})
