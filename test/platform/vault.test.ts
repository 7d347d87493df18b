import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  decrypt,
  encrypt,
  keyIdOf,
  masterKeyId,
  masterKeyIdOf,
  newDataKey,
  unwrapKey,
  VaultRefused,
  wrapKey,
  type Place,
} from '../../src/platform/vault.ts'

const dataKey = newDataKey()
const here: Place = { organizationId: 'harbor', label: 'message.body', rowId: 'row-1' }
const elsewhere: [string, Place][] = [
  ['another organization', { ...here, organizationId: 'elm' }],
  ['another label', { ...here, label: 'message.subject' }],
  ['another row', { ...here, rowId: 'row-2' }],
]

describe('what is encrypted', () => {
  test.each(['', 'a', 'José – “quotes” 😀', 'x'.repeat(100_000)])('opens again where it was put (%#)', (text) => {
    expect(decrypt(dataKey, here, encrypt(dataKey, here, text)).toString()).toBe(text)
  })

  test('bytes that are no text come back as they were', () => {
    const bytes = randomBytes(5000)
    expect(decrypt(dataKey, here, new Uint8Array(encrypt(dataKey, here, bytes)))).toEqual(bytes)
  })

  test('has the written layout: version, key id, nonce, ciphertext, tag', () => {
    const sealed = encrypt(dataKey, here, 'four')
    expect(sealed.length).toBe(1 + 16 + 12 + 4 + 16)
    expect(sealed[0]).toBe(1)
    expect(sealed.subarray(1, 17).toString('hex')).toBe(dataKey.id.replaceAll('-', ''))
    expect(keyIdOf(sealed)).toBe(dataKey.id)
    expect(sealed.includes('four')).toBe(false)
  })

  test.each(elsewhere)('does not open in %s', (_, place) => {
    const sealed = encrypt(dataKey, here, 'only here')
    expect(() => decrypt(dataKey, place, sealed)).toThrow(VaultRefused)
  })

  test('does not open after any single byte was flipped, cut off or added', () => {
    const sealed = encrypt(dataKey, here, 'every byte counts')
    const changed = [...sealed.keys()].map((i) => {
      const copy = Buffer.from(sealed)
      copy.writeUInt8(sealed.readUInt8(i) ^ 0x01, i)
      return copy
    })
    const cut = [...sealed.keys()].map((i) => sealed.subarray(0, i))
    for (const each of [...changed, ...cut, Buffer.concat([sealed, Buffer.of(0)])])
      expect(() => decrypt(dataKey, here, each)).toThrow(VaultRefused)
  })

  test('does not open with another key, nor with another key under the same id', () => {
    const sealed = encrypt(dataKey, here, 'mine')
    expect(() => decrypt(newDataKey(), here, sealed)).toThrow('another data key')
    expect(() => decrypt({ ...newDataKey(), id: dataKey.id }, here, sealed)).toThrow(VaultRefused)
  })

  test('is refused in a sentence without content, key or place', () => {
    const sealed = encrypt(dataKey, here, 'a secret of Cleo')
    for (const [, place] of elsewhere) {
      try {
        decrypt(dataKey, place, sealed)
        expect.unreachable()
      } catch (error) {
        expect(String(error)).not.toMatch(/Cleo|secret|harbor|elm|row-|message\./)
      }
    }
  })

  test('never has the same nonce twice in 100,000', () => {
    const nonces = new Set<string>()
    for (let i = 0; i < 100_000; i++) nonces.add(encrypt(dataKey, here, '').toString('latin1', 17, 29))
    expect(nonces.size).toBe(100_000)
  })

  test('cannot be bound to a place whose parts run into each other', () => {
    expect(() => encrypt(dataKey, { ...here, label: 'message|body' }, 'x')).toThrow(VaultRefused)
    expect(() => encrypt(dataKey, { ...here, rowId: '' }, 'x')).toThrow(VaultRefused)
  })

  test('needs a key of 32 bytes', () => {
    expect(() => encrypt({ id: dataKey.id, key: randomBytes(16) }, here, 'x')).toThrow(VaultRefused)
  })
})

describe('a data key under the master key', () => {
  const master = randomBytes(32)
  const place = { organizationId: 'harbor', label: 'data_key', rowId: dataKey.id }

  test('comes back, and tells which master key wraps it', () => {
    const wrapped = wrapKey(master, place, dataKey.key)
    expect(wrapped.length).toBe(1 + 4 + 12 + 32 + 16)
    expect(unwrapKey(master, place, wrapped)).toEqual(dataKey.key)
    expect(masterKeyIdOf(wrapped)).toBe(masterKeyId(master))
    expect(wrapped.includes(dataKey.key)).toBe(false)
  })

  test('does not open under another master key, in another place, or with any byte flipped', () => {
    const wrapped = wrapKey(master, place, dataKey.key)
    expect(() => unwrapKey(randomBytes(32), place, wrapped)).toThrow('another master key')
    expect(() => unwrapKey(master, { ...place, rowId: 'other' }, wrapped)).toThrow(VaultRefused)
    for (const i of wrapped.keys()) {
      const copy = Buffer.from(wrapped)
      copy.writeUInt8(wrapped.readUInt8(i) ^ 0x80, i)
      expect(() => unwrapKey(master, place, copy)).toThrow(VaultRefused)
    }
  })

  test('is not taken for data, nor data for it', () => {
    const master = { id: dataKey.id, key: randomBytes(32) }
    expect(() => decrypt(master, place, wrapKey(master.key, place, dataKey.key))).toThrow(VaultRefused)
    expect(() => unwrapKey(master.key, place, encrypt(master, place, dataKey.key))).toThrow(VaultRefused)
  })
})
