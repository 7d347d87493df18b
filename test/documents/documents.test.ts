import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ada, cleo, eve, harbor, max, nia, ofra, omar, theo } from '../../prisma/cast.ts'
import { verifyFiles } from '../../src/documents/verify-files.ts'
import { handlers } from '../../src/jobs.ts'
import { now } from '../../src/platform/clock.ts'
import { drain } from '../../src/platform/jobs.ts'
import { verifyEvidence, type SealedEvidence } from '../../src/platform/verify-evidence.ts'
import { Browser, portalBrowser, staffBrowser } from '../browser.ts'
import { useMailbox } from '../mail.ts'
import { inHarbor, signedIntakes } from './signed-intakes.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })
useMailbox()
const secret = 'Nightmares about the lighthouse'

interface Row {
  id: string
  kind: string
  number: number
}
let clinical: Row
let office: Row
const files = (client: { id: string } = omar) => `/staff/clients/${client.id}/documents`
const own = '/portal/harbor/documents'

beforeAll(async () => {
  await inHarbor((tx) =>
    tx.assignment.create({
      data: { organizationId: harbor.id, clientId: omar.id, staffId: theo.id, since: now() },
    }),
  )
  await signedIntakes(omar, {
    words: secret,
    change: { typedName: 'Omar H.', nameDiffersFromFile: true },
  })
  const browser = await portalBrowser(omar)
  await browser.post('/portal/harbor/forms/submission')
  const rows = await inHarbor((tx) => tx.document.findMany({ orderBy: { number: 'asc' } }))
  ;[clinical, , office] = rows as unknown as [Row, Row, Row]
})

const reads = (event: string) => inHarbor((tx) => tx.auditEvent.count({ where: { event } }))
const allReads = async () => (await reads('document.read')) + (await reads('client.read'))

test('before the PDF is made the pages say so, and its address leads back to the document', async () => {
  const staff = await staffBrowser(ada)
  expect((await staff.get(files())).text).toContain('Being prepared')
  const before = await allReads()
  const pdf = await staff.get(`${files()}/${clinical.id}/pdf`)
  expect(pdf.status).toBe(303)
  expect(await allReads()).toBe(before)
  expect((await staff.follow(pdf)).text).toContain('The PDF is being prepared')
  const early = JSON.parse((await staff.get(`${files()}/${clinical.id}/evidence`)).text) as unknown
  expect(verifyEvidence(early)).toEqual([])
  await drain(handlers)
})

describe('General Documents', () => {
  test('lists what a client sent, who signed it, and how far each form is', async () => {
    await signedIntakes(omar, { forms: ['consent'] })
    await inHarbor((tx) =>
      tx.intake.updateMany({ where: { state: 'signed' }, data: { state: 'in_progress', reached: 0 } }),
    )
    const staff = await staffBrowser(theo)
    const page = await staff.get(files())
    expect(page.status).toBe(200)
    for (const words of ['Standard Intake Questionnaire', 'Omar H.', 'Name differs from the file', 'Ready', 'No.']) {
      expect(page.text).toContain(words)
    }
    expect(page.text).toContain('In progress 0%')
    expect(page.text).toContain('Submitted')
    expect(page.text).not.toContain(secret)
    expect((await staff.get(`/staff/clients/${omar.id}`)).text).toContain(files())
  })

  test('says so where there is nothing yet', async () => {
    const staff = await staffBrowser(ada)
    expect((await staff.get(files(cleo))).text).toContain('No documents yet')
  })

  test('shows a document as a page, with every answer, the signature and the certificate', async () => {
    const staff = await staffBrowser(theo)
    const page = await staff.get(`${files()}/${clinical.id}`)
    expect(page.status).toBe(200)
    for (const words of [secret, 'Omar H.', 'Omar Haddad', '203.0.113.24', 'Hash (SHA-256)', '<svg', 'differs from']) {
      expect(page.text).toContain(words)
    }
  })

  test('lets the office see every status, and open office documents only', async () => {
    const browser = await staffBrowser(ofra)
    const list = await browser.get(files())
    expect(list.text).toContain('Standard Intake Questionnaire')
    expect(list.text).not.toContain(clinical.id)
    expect(list.text).toContain(office.id)
    expect((await browser.get(`${files()}/${office.id}`)).status).toBe(200)
    for (const part of ['', '/pdf', '/evidence']) {
      expect((await browser.get(`${files()}/${clinical.id}${part}`)).status).toBe(404)
    }
  })

  test.each([
    ['a therapist who is not assigned', nia],
    ['another practice', eve],
  ])('is not there for %s', async (_, person) => {
    const browser = await staffBrowser(person)
    const before = await allReads()
    for (const part of ['', `/${clinical.id}`, `/${clinical.id}/pdf`, `/${office.id}/evidence`]) {
      expect((await browser.get(files() + part)).status).toBe(404)
    }
    expect(await allReads()).toBe(before)
  })

  test('shows a document in its own client’s file only, and no other id', async () => {
    const browser = await staffBrowser(ada)
    expect((await browser.get(`${files(cleo)}/${clinical.id}`)).status).toBe(404)
    expect((await browser.get(`${files()}/${omar.id}`)).status).toBe(404)
    expect((await browser.get(`${files()}/nonsense`)).status).toBe(404)
    expect((await browser.get(`/staff/clients/nonsense/documents/${clinical.id}`)).status).toBe(404)
  })
})

describe('the client’s Documents', () => {
  test('list all that was sent, readable and downloadable', async () => {
    const browser = await portalBrowser(omar)
    const list = await browser.get(own)
    expect(list.text).toContain(`${own}/${clinical.id}`)
    const page = await browser.get(`${own}/${clinical.id}`)
    expect(page.text).toContain(secret)
    const pdf = await browser.get(`${own}/${clinical.id}/pdf`)
    expect(pdf.headers['content-type']).toContain('application/pdf')
    expect(pdf.headers['content-disposition']).toBe(`attachment; filename=document-${clinical.number}.pdf`)
  })

  test('are nobody else’s', async () => {
    const browser = await portalBrowser(max, { ...harbor, portalAddress: 'elm' })
    for (const part of ['', '/pdf', '/evidence']) {
      expect((await browser.get(`/portal/elm/documents/${clinical.id}${part}`)).status).toBe(404)
    }
    expect((await browser.get('/portal/elm/documents')).text).toContain('No documents yet')
    const stranger = await new Browser().get(`${own}/${clinical.id}`)
    expect(stranger.headers['location']).toBe('/portal/harbor/sign-in')
  })

  test('close with the right to documents', async () => {
    const setRights = (rights: string[]) =>
      inHarbor((tx) => tx.access.updateMany({ where: { clientId: omar.id }, data: { rights } }))
    await setRights(['forms'])
    const browser = await portalBrowser(omar)
    expect((await browser.get(`${own}/${clinical.id}`)).status).toBe(404)
    expect((await browser.get('/portal/harbor/forms/finished')).text).not.toContain(clinical.id)
    await setRights(['forms', 'documents'])
  })
})

describe('read events', () => {
  test.each<[string, () => Promise<Browser>, () => string, string, number]>([
    ['a client’s list of documents shows the file', () => staffBrowser(theo), () => files(), 'client.read', 1],
    ['a page', () => staffBrowser(theo), () => `${files()}/${clinical.id}`, 'document.read', 1],
    ['a PDF', () => staffBrowser(theo), () => `${files()}/${clinical.id}/pdf`, 'document.read', 1],
    ['an evidence file', () => staffBrowser(theo), () => `${files()}/${clinical.id}/evidence`, 'document.read', 1],
    ['the own list', () => portalBrowser(omar), () => own, 'document.read', 0],
    ['an own page', () => portalBrowser(omar), () => `${own}/${clinical.id}`, 'document.read', 1],
    ['an own PDF', () => portalBrowser(omar), () => `${own}/${clinical.id}/pdf`, 'document.read', 1],
    ['an own evidence file', () => portalBrowser(omar), () => `${own}/${clinical.id}/evidence`, 'document.read', 1],
  ])('%s: as many as there should be', async (_, browser, path, event, count) => {
    const who = await browser()
    const [before, all] = [await reads(event), await allReads()]
    expect((await who.get(path())).status).toBe(200)
    expect(await reads(event)).toBe(before + count)
    expect(await allReads()).toBe(all + count)
  })
})

describe('what is downloaded', () => {
  let folder: string
  let evidence: SealedEvidence
  let pdf: Buffer
  let fingerprint: string
  const write = async (name: string, content: string | Buffer) => {
    await writeFile(join(folder, name), content)
    return join(folder, name)
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anteroom-evidence-'))
    const browser = await portalBrowser(omar)
    evidence = JSON.parse((await browser.get(`${own}/${clinical.id}/evidence`)).text) as SealedEvidence
    pdf = (await browser.get(`${own}/${clinical.id}/pdf`)).body as Buffer
    const keys = await new Browser().get('/portal/harbor/signing-keys')
    fingerprint = /<code>((?:[0-9a-f]{4} ?){16})<\/code>/.exec(keys.text)?.[1] ?? ''
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('is verified by `npm run verify` against the key the practice publishes', async () => {
    const args = [await write('e.json', JSON.stringify(evidence)), await write('d.pdf', pdf), '--key', fingerprint]
    const { isGood, lines } = await verifyFiles(args)
    expect(lines[0]).toBe('Everything matches: record, hash, signature, key, document statement, PDF.')
    expect(isGood).toBe(true)
  })

  test('says in the PDF what was answered, and that the name differs', async () => {
    const path = await write('text.pdf', pdf)
    const { stdout } = await promisify(execFile)('pdftotext', ['-layout', path, '-'])
    const words = stdout.replace(/\s+/g, ' ')
    for (const each of [secret, 'Omar H.', 'Omar Haddad', `No. ${clinical.number}`]) expect(words).toContain(each)
  })

  test('shows each change: an answer, the signer, the time, the place in the chain, one byte of the PDF', async () => {
    const change = (edit: (file: Changed) => void) => {
      const copy = structuredClone(evidence) as unknown as Changed
      edit(copy)
      return verifyEvidence(copy, pdf)
    }
    const edits: ((file: Changed) => void)[] = [
      ({ record }) => (record.answers[Object.keys(record.answers)[0] ?? ''] = 'All is well'),
      ({ record }) => (record.signer.typedName = 'Omar Haddad'),
      ({ record }) => (record.signedAt = '2026-01-01T00:00:00.000Z'),
      ({ record }) => (record.form.content.statement = 'I agree to everything.'),
      ({ seal }) => (seal.sequence += 1),
      ({ seal }) => (seal.previousHash = seal.hash),
    ]
    expect(change(() => {})).toEqual([])
    expect(edits.filter((edit) => change(edit).length === 0)).toEqual([])
    const spoilt = Buffer.from(pdf)
    spoilt.writeUInt8(pdf.readUInt8(pdf.length >> 1) ^ 1, pdf.length >> 1)
    expect(verifyEvidence(evidence, spoilt).map(({ part }) => part)).toEqual(['PDF'])
  })

  test('does not open from the row of another record, or another client', async () => {
    const rows = await inHarbor((tx) => tx.sealedRecord.findMany({ orderBy: { sequence: 'asc' } }))
    const { openRecord } = await import('../../src/documents/sealed-records.ts')
    const [first, second] = rows
    const swapped = { ...first!, content: second!.content }
    await expect(inHarbor((tx) => openRecord(tx, swapped))).rejects.toThrow(/does not open here/)
    const foreign = { ...first!, clientId: cleo.id }
    await expect(inHarbor((tx) => openRecord(tx, foreign))).rejects.toThrow(/no data key/)
  })
})

interface Changed {
  record: {
    answers: Record<string, unknown>
    signer: { typedName: string }
    signedAt: string
    form: { content: { statement: string } }
  }
  seal: { sequence: number; previousHash: string | null; hash: string }
}

test('the keys are public, and empty before the first signature', async () => {
  const page = await new Browser().get('/portal/elm/signing-keys')
  expect(page.status).toBe(200)
  expect(page.text).toContain('No key yet')
})
