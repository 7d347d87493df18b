import { now } from './clock.ts'
import type { Tx } from './database.ts'
import { decrypt, encrypt, keyIdOf, newDataKey, unwrapKey, wrapKey, type DataKey } from './vault.ts'

let masterKey: Buffer | undefined

/** Gives the vault its master key (32 bytes), once at start. */
export function openVault(key: Buffer): void {
  masterKey = key
}

/** Whose key: a client's id for everything about that client, the organization's id for its own secrets. */
interface Subject {
  organizationId: string
  subjectId: string
}

/** Where a ciphertext belongs. `label` is a constant in code; whoever moves the bytes elsewhere cannot open them. */
interface Place extends Subject {
  label: string
  rowId: string
}

/** Encrypts under the subject's own key, made the first time. */
export async function lock(tx: Tx, place: Place, plain: Buffer | string): Promise<Uint8Array<ArrayBuffer>> {
  return (await locker(tx, place.organizationId, [place.subjectId]))(place, plain)
}

/** What encrypts for several subjects of one organization, whose keys are looked up, or made, all at once. */
export async function locker(tx: Tx, organizationId: string, subjectIds: string[]) {
  const found = await keysOf(tx, organizationId, subjectIds)
  const missing = subjectIds.filter((id) => !found.has(id))
  const keys = missing.length ? new Map([...found, ...(await makeKeys(tx, organizationId, missing))]) : found
  return (place: Place, plain: Buffer | string): Uint8Array<ArrayBuffer> => {
    const key = keys.get(place.subjectId)
    if (!key) throw new Error('the data key was not kept')
    return new Uint8Array(encrypt(key, place, plain))
  }
}

/** @throws VaultRefused unless key, place and every byte are those of the encryption */
export async function unlock(tx: Tx, place: Place, sealed: Uint8Array): Promise<Buffer> {
  return (await unlocker(tx, place))(place, sealed)
}

/** What opens many ciphertexts of one subject, whose key is looked up once. Opening throws as `unlock` does. */
export async function unlocker(tx: Tx, { organizationId, subjectId }: Subject) {
  const key = (await keysOf(tx, organizationId, [subjectId])).get(subjectId)
  return ({ label, rowId }: Omit<Place, keyof Subject>, sealed: Uint8Array): Buffer => {
    if (!key) throw new Error(`no data key for a ciphertext of key ${keyIdOf(sealed)}`)
    return decrypt(key, { organizationId, label, rowId }, sealed)
  }
}

const keyPlace = (organizationId: string, id: string) => ({ organizationId, label: 'data-key', rowId: id })

/** The standing keys, by subject. */
async function keysOf(tx: Tx, organizationId: string, subjectIds: string[]): Promise<Map<string, DataKey>> {
  const rows = await tx.dataKey.findMany({
    where: { organizationId, subjectId: { in: subjectIds } },
    select: { id: true, subjectId: true, wrapped: true },
  })
  return new Map(
    rows.map(({ id, subjectId, wrapped }) => [
      subjectId,
      { id, key: unwrapKey(theMasterKey(), keyPlace(organizationId, id), wrapped) },
    ]),
  )
}

/** Two may make the first key of a subject at once: the row that stands decides. */
async function makeKeys(tx: Tx, organizationId: string, subjectIds: string[]): Promise<Map<string, DataKey>> {
  const data = [...new Set(subjectIds)].map((subjectId) => {
    const { id, key } = newDataKey()
    const wrapped = new Uint8Array(wrapKey(theMasterKey(), keyPlace(organizationId, id), key))
    return { organizationId, id, subjectId, wrapped, createdAt: now() }
  })
  await tx.dataKey.createMany({ data, skipDuplicates: true })
  return keysOf(tx, organizationId, subjectIds)
}

function theMasterKey(): Buffer {
  if (!masterKey) throw new Error('the vault is not open')
  return masterKey
}
