import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { cleo, omar } from '../../prisma/cast.ts'
import { openRecord } from '../../src/documents/sealed-records.ts'
import { verifyFiles } from '../../src/documents/verify-files.ts'
import { verifyEvidence, type SealedEvidence } from '../../src/platform/verify-evidence.ts'
import { Browser, portalBrowser } from '../browser.ts'
import { useMailbox } from '../mail.ts'
import { madeForOmar, own, secret, type SentDocument } from './sent-documents.ts'
import { inHarbor } from './signed-intakes.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })
useMailbox()

let clinical: SentDocument
beforeAll(async () => {
  ;({ clinical } = await madeForOmar())
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
