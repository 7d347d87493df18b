import { now } from '../platform/clock.ts'
import { lock, unlock } from '../platform/data-keys.ts'
import type { Tx } from '../platform/database.ts'
import { newSigningKey, publicKey, type PublicKey, type SigningKey } from '../platform/seal.ts'
import { lockChain } from './chain.ts'

const place = (organizationId: string, id: string) => ({
  organizationId,
  subjectId: organizationId,
  label: 'signing-key',
  rowId: id,
})

/** The key an organization signs with now; made the first time, by one of those who ask at once. */
export async function signingKeyOf(tx: Tx, organizationId: string): Promise<SigningKey> {
  const known = await newestKey(tx, organizationId)
  if (known) return known
  await lockChain(tx, organizationId)
  return (await newestKey(tx, organizationId)) ?? makeKey(tx, organizationId)
}

/** All keys an organization ever signed with, oldest first, as they are published. Empty before the first signature. */
export async function publicKeysOf(tx: Tx, organizationId: string): Promise<PublicKey[]> {
  const select = { id: true, publicKey: true, endorsement: true } as const
  const keys = await tx.signingKey.findMany({ where: { organizationId }, orderBy: { createdAt: 'asc' }, select })
  return keys.map((key) => publicKey.parse(key))
}

async function newestKey(tx: Tx, organizationId: string): Promise<SigningKey | null> {
  const row = await tx.signingKey.findFirst({ where: { organizationId }, orderBy: { createdAt: 'desc' } })
  if (!row) return null
  const opened = await unlock(tx, place(organizationId, row.id), row.privateKey)
  return { id: row.id, publicKey: row.publicKey, privateKey: opened.toString('utf8') }
}

async function makeKey(tx: Tx, organizationId: string): Promise<SigningKey> {
  const key = newSigningKey()
  const privateKey = await lock(tx, place(organizationId, key.id), key.privateKey)
  await tx.signingKey.create({
    data: { organizationId, id: key.id, publicKey: key.publicKey, privateKey, createdAt: now() },
  })
  return key
}
