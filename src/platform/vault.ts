import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { parse, stringify } from 'uuid'
import { newId } from './ids.ts'

/** A key that data is encrypted with: 32 bytes, and the id of the row that keeps it wrapped. */
export interface DataKey {
  id: string
  key: Buffer
}

/** Where a ciphertext stands. It opens nowhere else. The label is a constant in code, such as `message.body`. */
export interface Place {
  organizationId: string
  label: string
  rowId: string
}

/** Nothing was opened: another key, another place, or other bytes. The sentence holds nothing of the content. */
export class VaultRefused extends Error {
  override name = 'VaultRefused'
}

const version = 1
const lengths = { version: 1, keyId: 16, masterId: 4, nonce: 12, tag: 16, key: 32 }

/** A new data key of 256 random bits. */
export const newDataKey = (): DataKey => ({ id: newId(), key: randomBytes(lengths.key) })

/**
 * Encrypts with AES-256-GCM under a fresh random nonce, bound to `place`:
 * `version (1) | data key id (16) | nonce (12) | ciphertext | tag (16)`.
 */
export function encrypt(dataKey: DataKey, place: Place, plain: Buffer | string): Buffer {
  return seal(Buffer.from(parse(dataKey.id)), dataKey.key, place, Buffer.from(plain))
}

/** @throws VaultRefused unless key, place and every byte are those of the encryption */
export function decrypt(dataKey: DataKey, place: Place, sealed: Uint8Array): Buffer {
  if (keyIdOf(sealed) !== dataKey.id.toLowerCase()) throw new VaultRefused('This was encrypted with another data key.')
  return open(lengths.keyId, dataKey.key, place, Buffer.from(sealed))
}

/** The id of the data key that opens this. @throws VaultRefused where the bytes are not the vault's */
export function keyIdOf(sealed: Uint8Array): string {
  try {
    return stringify(header(lengths.keyId, Buffer.from(sealed)))
  } catch (error) {
    throw error instanceof VaultRefused ? error : new VaultRefused('This names no data key.')
  }
}

/** The first four bytes of the master key's SHA-256, as hex: enough for a rotation to tell old from new. */
export const masterKeyId = (masterKey: Buffer): string => masterId(masterKey).toString('hex')

/** Encrypts a data key under the master key: `version (1) | master key id (4) | nonce (12) | ciphertext | tag (16)`. */
export function wrapKey(masterKey: Buffer, place: Place, key: Buffer): Buffer {
  return seal(masterId(masterKey), masterKey, place, key)
}

/** @throws VaultRefused unless master key, place and every byte are those of the wrapping */
export function unwrapKey(masterKey: Buffer, place: Place, wrapped: Uint8Array): Buffer {
  if (masterKeyIdOf(wrapped) !== masterKeyId(masterKey))
    throw new VaultRefused('This data key is wrapped by another master key.')
  return open(lengths.masterId, masterKey, place, Buffer.from(wrapped))
}

/** The id of the master key that unwraps this. @throws VaultRefused where the bytes are not the vault's */
export const masterKeyIdOf = (wrapped: Uint8Array): string =>
  header(lengths.masterId, Buffer.from(wrapped)).toString('hex')

const masterId = (masterKey: Buffer) => createHash('sha256').update(masterKey).digest().subarray(0, lengths.masterId)

function seal(keyId: Buffer, key: Buffer, place: Place, plain: Buffer): Buffer {
  const nonce = randomBytes(lengths.nonce)
  const cipher = createCipheriv('aes-256-gcm', thirtyTwo(key), nonce, { authTagLength: lengths.tag })
  cipher.setAAD(boundTo(place))
  const ciphertext = [cipher.update(plain), cipher.final()]
  return Buffer.concat([Buffer.of(version), keyId, nonce, ...ciphertext, cipher.getAuthTag()])
}

function open(idLength: number, key: Buffer, place: Place, sealed: Buffer): Buffer {
  const nonceAt = lengths.version + idLength
  const bodyAt = nonceAt + lengths.nonce
  const tagAt = sealed.length - lengths.tag
  const options = { authTagLength: lengths.tag }
  const decipher = createDecipheriv('aes-256-gcm', thirtyTwo(key), sealed.subarray(nonceAt, bodyAt), options)
  decipher.setAAD(boundTo(place)).setAuthTag(sealed.subarray(tagAt))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(bodyAt, tagAt)), decipher.final()])
  } catch {
    throw new VaultRefused('This does not open here: the key, the place or the bytes are not those of the encryption.')
  }
}

function header(idLength: number, sealed: Buffer): Buffer {
  if (sealed.length < lengths.version + idLength + lengths.nonce + lengths.tag)
    throw new VaultRefused('This is too short to be encrypted.')
  if (sealed[0] !== version) throw new VaultRefused('This is in a format that is not known.')
  return sealed.subarray(lengths.version, lengths.version + idLength)
}

function boundTo({ organizationId, label, rowId }: Place): Buffer {
  const parts = [organizationId, label, rowId]
  if (parts.some((part) => part === '' || part.includes('|'))) throw new VaultRefused('This place has no clear name.')
  return Buffer.from(parts.join('|'))
}

function thirtyTwo(key: Buffer): Buffer {
  if (key.length !== lengths.key) throw new VaultRefused('A key of the vault has 32 bytes.')
  return key
}
