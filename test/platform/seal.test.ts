import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../src/platform/canonical-json.ts'
import {
  endorseKey,
  fingerprintOf,
  isSignedBy,
  newSigningKey,
  recordHash,
  sealDocument,
  sealRecord,
} from '../../src/platform/seal.ts'
import { verifyChain, verifyEvidence } from '../../src/platform/verify-evidence.ts'

describe('canonical JSON', () => {
  test('is what RFC 8785 gives for its own example', () => {
    const value = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  test('sorts names by UTF-16 code units, at every depth', () => {
    const names = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
    expect(Object.values(JSON.parse(canonicalJson(names)) as object).sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
    const order = [...canonicalJson(names).matchAll(/:(\d)/g)].map((match) => Number(match[1]))
    expect(order).toEqual([2, 4, 6, 7, 1, 5, 3])
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}')
  })

  test.each([
    ['undefined', undefined],
    ['an undefined property', { a: undefined }],
    ['a hole in a list', Array(2)],
    ['NaN', NaN],
    ['infinity', -Infinity],
    ['half a character', 'a\ud800'],
    ['half a character in a name', { '\udc00': 1 }],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a big integer', 1n],
    ['a function', () => 1],
    ['a symbol as a name', { [Symbol('a')]: 1 }],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError)
  })

  test('says where the trouble is, not what it is', () => {
    expect(() => canonicalJson({ answers: [{ reason: 'secret\ud800' }] })).toThrow(/^\$\.answers\[0\]\.reason holds/)
  })
})

const organizationId = '0193a000-0000-7000-8000-000000000001'
const oldKey = newSigningKey()
const key = newSigningKey()
const first = sealRecord({ n: 1 }, { organizationId, sequence: 1, previousHash: null }, oldKey)
const second = sealRecord({ n: 2 }, { organizationId, sequence: 2, previousHash: first.hash }, key)
const third = sealRecord({ n: 3 }, { organizationId, sequence: 3, previousHash: second.hash }, key)
const { id, publicKey } = key
const oldPublic = { id: oldKey.id, publicKey: oldKey.publicKey, endorsement: null }
const publicKeys = [oldPublic, { id, publicKey, endorsement: endorseKey(key, oldKey) }]
const pdf = Buffer.from('%PDF a document')
const made = { recordHash: second.hash, pdf, renderer: 'test 1', renderedAt: '2026-11-23T16:52:00.000Z' }
const evidence = { record: { n: 2 }, seal: second, document: sealDocument(made, key), publicKeys }
const partsOf = (...given: Parameters<typeof verifyEvidence>) => verifyEvidence(...given).map(({ part }) => part)

describe('a seal', () => {
  test('names the record, the one before, the place and the key, and is signed', () => {
    const { signature, ...statement } = second
    expect(statement).toEqual({
      organizationId,
      sequence: 2,
      previousHash: first.hash,
      hash: recordHash({ n: 2 }),
      keyId: key.id,
    })
    expect(isSignedBy(key.publicKey, 'anteroom.record', statement, signature)).toBe(true)
    expect(isSignedBy(key.publicKey, 'anteroom.document', statement, signature)).toBe(false)
    expect(fingerprintOf(key.publicKey).slice(0, 16)).toBe(key.id)
  })

  test('cannot be put on a record that lacks something, nor outside the chain', () => {
    const link = { organizationId, sequence: 1, previousHash: null }
    expect(() => sealRecord({ signedAt: undefined }, link, key)).toThrow(TypeError)
    expect(() => sealRecord({}, { ...link, sequence: 2 }, key)).toThrow('only the first record')
    expect(() => sealRecord({}, { ...link, previousHash: first.hash }, key)).toThrow('only the first record')
  })
})

describe('evidence', () => {
  test('that is whole has nothing wrong with it, with and without the PDF and the fingerprint', () => {
    for (const fingerprint of [fingerprintOf(key.publicKey), fingerprintOf(oldKey.publicKey)])
      expect(verifyEvidence(JSON.parse(JSON.stringify(evidence)), pdf, { fingerprint })).toEqual([])
    expect(verifyEvidence(evidence)).toEqual([])
    expect(verifyEvidence({ ...evidence, document: null })).toEqual([])
  })

  const other = sealDocument({ ...made, recordHash: third.hash }, key)
  test.each<[string, unknown, string[]]>([
    ['other content', { ...evidence, record: { n: 20 } }, ['record content']],
    [
      'another hash in the seal',
      { ...evidence, seal: { ...second, hash: third.hash } },
      ['record hash', 'document statement'],
    ],
    ['another place', { ...evidence, seal: { ...second, sequence: 3 } }, ['record signature']],
    ['another one before', { ...evidence, seal: { ...second, previousHash: third.hash } }, ['record signature']],
    ['no one before', { ...evidence, seal: { ...second, previousHash: null } }, ['chain link', 'record signature']],
    ['the statement of another record', { ...evidence, document: other }, ['document statement']],
    [
      'another time of rendering',
      { ...evidence, document: { ...evidence.document, renderedAt: '2026-11-23T16:53:00Z' } },
      ['document statement'],
    ],
    [
      'a key that nobody vouches for',
      { ...evidence, publicKeys: [oldPublic, { id, publicKey, endorsement: null }] },
      ['key'],
    ],
    ['half a character', { ...evidence, record: { n: '\ud800' } }, ['record content']],
    ['a field too many', { ...evidence, seal: { ...second, note: '' } }, ['record signature']],
    ['no statement where one belongs', { ...evidence, document: undefined }, ['document statement']],
    ['nothing', null, ['evidence file']],
  ])('with %s is refused and says which part', (_, file, parts) => {
    expect(partsOf(file)).toEqual(parts)
  })

  test('with another PDF, or a PDF it does not know, is refused', () => {
    expect(partsOf(evidence, Buffer.from('%PDF another'))).toEqual(['PDF'])
    expect(partsOf({ ...evidence, document: null }, pdf)).toEqual(['PDF'])
  })

  test('made anew by a forger fits together, and fails against the published fingerprint', () => {
    const forger = newSigningKey()
    const seal = sealRecord({ n: 9 }, { organizationId, sequence: 1, previousHash: null }, forger)
    const own = { id: forger.id, publicKey: forger.publicKey, endorsement: null }
    const trust = { fingerprint: fingerprintOf(oldKey.publicKey) }
    const forged = { record: { n: 9 }, seal, document: null, publicKeys: [own] }
    expect(verifyEvidence(forged)).toEqual([])
    expect(partsOf(forged, undefined, trust)).toEqual(['key'])
    const boasting = { ...oldPublic, endorsement: endorseKey(oldKey, forger) }
    expect(partsOf({ ...forged, publicKeys: [own, boasting] }, undefined, trust)).toEqual(['key'])
    const borrowed = { ...own, endorsement: { by: oldKey.id, signature: publicKeys[1]?.endorsement?.signature } }
    expect(partsOf({ ...forged, publicKeys: [oldPublic, borrowed] }, undefined, trust)).toEqual(['key'])
  })
})

describe('a chain', () => {
  const chain = [first, second, third]

  test('that is whole has nothing wrong with it', () => {
    expect(verifyChain(chain, publicKeys)).toEqual([])
  })

  test.each([
    ['swapped', [second, first, third]],
    ['moved', [first, third, second]],
    ['left out', [first, third]],
    ['cut off at the start', [second, third]],
    ['repeated', [first, second, second, third]],
    ['rewritten', [first, { ...third, sequence: 2, previousHash: first.hash }, third]],
  ])('shows a record that was %s', (_, seals) => {
    expect(verifyChain(seals, publicKeys)).not.toEqual([])
  })
})
