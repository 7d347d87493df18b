import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyFiles } from '../../src/documents/verify-files.ts'
import { fingerprintOf, sealRecord } from '../../src/platform/seal.ts'
import { verifyEvidence } from '../../src/platform/verify-evidence.ts'
import { sealedExample, signedExample } from './signed-form.ts'

let example: Awaited<ReturnType<typeof sealedExample>>
let fingerprint: string
beforeAll(async () => {
  example = await sealedExample()
  fingerprint = fingerprintOf(example.oldKey.publicKey)
})

describe('npm run verify', () => {
  let folder: string
  const write = async (name: string, content: string | Buffer) => {
    await writeFile(join(folder, name), content)
    return join(folder, name)
  }
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'anteroom-verify-'))))
  afterAll(() => rm(folder, { recursive: true }))

  test('says that everything matches, and what that proves', async () => {
    const json = await write('evidence.json', JSON.stringify(example.evidence, null, 2))
    const pdf = await write('document.pdf', example.pdf)
    const spaced = fingerprint.toUpperCase().replace(/.{4}/g, '$& ')
    const whole = await verifyFiles([json, pdf, '--key', spaced])
    expect(whole.isGood).toBe(true)
    expect(whole.lines).toEqual([
      'Everything matches: record, hash, signature, key, document statement, PDF.',
      'Consent for Psychotherapy, No. 12, Harbor Counseling: signed 2026-11-23T16:42:05.120Z.',
    ])
    const without = await verifyFiles([json])
    expect(without.isGood).toBe(true)
    expect(without.lines.join(' ')).toContain('No PDF was compared')
    expect(without.lines.join(' ')).toContain(fingerprintOf(example.key.publicKey))
  })

  test('names the part that is wrong', async () => {
    const changed = structuredClone(example.evidence)
    changed.record.answers['before'] = 'Never'
    const json = await write('changed.json', JSON.stringify(changed))
    const pdf = await write('changed.pdf', Buffer.concat([example.pdf, Buffer.of(10)]))
    const { isGood, lines } = await verifyFiles([json, pdf, '--key', '0'.repeat(64)])
    expect(isGood).toBe(false)
    expect(lines.map((line) => line.split('.')[0])).toEqual(['Wrong: key', 'Wrong: record content', 'Wrong: PDF'])
  })

  test('does not accept well sealed evidence of something that is no signed form', async () => {
    const { key, oldKey, evidence } = example
    const { organizationId } = evidence.seal
    const seal = sealRecord({ a: 1 }, { organizationId, sequence: 1, previousHash: null }, oldKey)
    const file = { record: { a: 1 }, seal, document: null, publicKeys: evidence.publicKeys }
    expect(verifyEvidence(file)).toEqual([])
    expect((await verifyFiles([await write('other.json', JSON.stringify(file))])).isGood).toBe(false)
    const elsewhere = organizationId.replace(/1$/, '2')
    const moved = sealRecord(signedExample, { organizationId: elsewhere, sequence: 1, previousHash: null }, key)
    const { isGood, lines } = await verifyFiles([
      await write('moved.json', JSON.stringify({ ...evidence, seal: moved, document: null })),
    ])
    expect(isGood).toBe(false)
    expect(lines.join()).toContain('not the organization that sealed')
  })

  test.each([
    ['nothing', []],
    ['a file that is not there', ['/nowhere/evidence.json']],
    ['an option it does not know', ['evidence.json', '--trust']],
    ['three files', ['a.json', 'b.pdf', 'c.pdf']],
    ['a key id instead of a fingerprint', ['a.json', '--key', '0123456789abcdef']],
  ])('given %s says what it wants', async (_, args) => {
    const { isGood, lines } = await verifyFiles(args)
    expect(isGood).toBe(false)
    expect(lines.join(' ')).toMatch(/Usage: npm run verify|64 digits/)
  })
})
