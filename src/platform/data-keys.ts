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
  const key = (await keyOf(tx, place)) ?? (await makeKey(tx, place))
  return new Uint8Array(encrypt(key, place, plain))
}

/** @throws VaultRefused unless key, place and every byte are those of the encryption */
export async function unlock(tx: Tx, place: Place, sealed: Uint8Array): Promise<Buffer> {
  return (await unlocker(tx, place))(place, sealed)
}

/** What opens many ciphertexts of one subject, whose key is looked up once. Opening throws as `unlock` does. */
export async function unlocker(tx: Tx, { organizationId, subjectId }: Subject) {
  const key = await keyOf(tx, { organizationId, subjectId })
  return ({ label, rowId }: Omit<Place, keyof Subject>, sealed: Uint8Array): Buffer => {
    if (!key) throw new Error(`no data key for a ciphertext of key ${keyIdOf(sealed)}`)
    return decrypt(key, { organizationId, label, rowId }, sealed)
  }
}

const keyPlace = (organizationId: string, id: string) => ({ organizationId, label: 'data-key', rowId: id })

async function keyOf(tx: Tx, { organizationId, subjectId }: Subject): Promise<DataKey | null> {
  const where = { organizationId_subjectId: { organizationId, subjectId } }
  const row = await tx.dataKey.findUnique({ where, select: { id: true, wrapped: true } })
  return row && { id: row.id, key: unwrapKey(theMasterKey(), keyPlace(organizationId, row.id), row.wrapped) }
}

/** Two may make the first key at once: the row that stands decides. */
async function makeKey(tx: Tx, place: Place): Promise<DataKey> {
  const { organizationId, subjectId } = place
  const key = newDataKey()
  const wrapped = new Uint8Array(wrapKey(theMasterKey(), keyPlace(organizationId, key.id), key.key))
  await tx.dataKey.createMany({
    data: [{ organizationId, id: key.id, subjectId, wrapped, createdAt: now() }],
    skipDuplicates: true,
  })
  const standing = await keyOf(tx, place)
  if (!standing) throw new Error('the data key was not kept')
  return standing
}

function theMasterKey(): Buffer {
  if (!masterKey) throw new Error('the vault is not open')
  return masterKey
}
