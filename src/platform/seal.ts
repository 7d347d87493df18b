import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from './canonical-json.ts'

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))
const signed = { keyId: hex(8), signature: hex(64) }

/** A record's place in its organization's chain, signed. Everything but the signature is what was signed. */
export const recordSeal = z.strictObject({
  organizationId: z.uuid(),
  /** Position in the chain, from 1. */
  sequence: z.int().positive(),
  /** SHA-256 of the record's canonical JSON. */
  hash: hex(32),
  /** The hash of the record before; null for the first. */
  previousHash: hex(32).nullable(),
  ...signed,
})
export type RecordSeal = z.infer<typeof recordSeal>

/** Which PDF was made of a record, by which renderer and when; signed apart, because it is made later. */
export const documentStatement = z.strictObject({
  recordHash: hex(32),
  pdfSha256: hex(32),
  renderer: z.string().min(1),
  renderedAt: z.iso.datetime(),
  ...signed,
})
export type DocumentStatement = z.infer<typeof documentStatement>

/** A public key as published: its id is the start of its fingerprint, and the key before it vouches for it. */
export const publicKey = z.strictObject({
  id: hex(8),
  publicKey: hex(32),
  endorsement: z.strictObject({ by: hex(8), signature: hex(64) }).nullable(),
})
export type PublicKey = z.infer<typeof publicKey>

/** An organization's Ed25519 key; `privateKey` is PKCS #8 in PEM and leaves the vault only to sign. */
export interface SigningKey {
  id: string
  publicKey: string
  privateKey: string
}

type Unsigned<T> = Omit<T, 'keyId' | 'signature'>

export function newSigningKey(): SigningKey {
  const pair = generateKeyPairSync('ed25519')
  const raw = Buffer.from(pair.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex')
  const privateKey = pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  return { id: fingerprintOf(raw).slice(0, 16), publicKey: raw, privateKey }
}

/** SHA-256 of the raw public key in hex: what people compare. The key's id is its first 16 digits. */
export const fingerprintOf = (rawPublicKey: string): string => sha256(Buffer.from(rawPublicKey, 'hex'))

/** SHA-256 in hex. */
export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** What a record's seal calls its `hash`. @throws TypeError where the record is not JSON */
export const recordHash = (record: unknown): string => sha256(canonicalJson(record))

/**
 * Seals a record behind the one with `previousHash`.
 * @throws TypeError where the record is not JSON, Error where the link cannot be: only the first record has none before
 */
export function sealRecord(
  record: unknown,
  link: Pick<RecordSeal, 'organizationId' | 'sequence' | 'previousHash'>,
  key: SigningKey,
): RecordSeal {
  const { organizationId, sequence, previousHash } = link
  const unsigned = { organizationId, sequence, previousHash, hash: recordHash(record), keyId: key.id }
  const seal = { ...unsigned, signature: signStatement('anteroom.record', unsigned, key) }
  if (!isLinked(seal)) throw new Error('only the first record of a chain has none before it')
  return recordSeal.parse(seal)
}

/** Whether position and previous hash agree: the first has none before it, every other has one. */
export const isLinked = (seal: RecordSeal): boolean => (seal.sequence === 1) === (seal.previousHash === null)

/** Signs which PDF was made of a sealed record. `renderedAt` is ISO 8601 in UTC. */
export function sealDocument(
  { pdf, ...made }: Omit<Unsigned<DocumentStatement>, 'pdfSha256'> & { pdf: Uint8Array },
  key: SigningKey,
): DocumentStatement {
  const unsigned = { ...made, pdfSha256: sha256(pdf), keyId: key.id }
  return documentStatement.parse({ ...unsigned, signature: signStatement('anteroom.document', unsigned, key) })
}

/** The old key vouches for the new one; the result is published beside the new key and kept for ever. */
export function endorseKey(
  newKey: Pick<SigningKey, 'id' | 'publicKey'>,
  oldKey: SigningKey,
): NonNullable<PublicKey['endorsement']> {
  const statement = { keyId: newKey.id, publicKey: newKey.publicKey, by: oldKey.id }
  return { by: oldKey.id, signature: signStatement('anteroom.key', statement, oldKey) }
}

/** The kinds of statement a key signs. The kind is part of what is signed, so that none passes for another. */
export type StatementType = 'anteroom.record' | 'anteroom.document' | 'anteroom.key'

function signStatement(type: StatementType, statement: object, key: SigningKey): string {
  return sign(null, Buffer.from(canonicalJson({ ...statement, type })), createPrivateKey(key.privateKey)).toString(
    'hex',
  )
}

/** Whether the signature is this public key's (raw, hex) over this statement. */
export function isSignedBy(rawPublicKey: string, type: StatementType, statement: object, signature: string): boolean {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(rawPublicKey, 'hex').toString('base64url') }
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  return verify(null, Buffer.from(canonicalJson({ ...statement, type })), key, Buffer.from(signature, 'hex'))
}
