import { now } from './clock.ts'
import { lock, unlock } from './data-keys.ts'
import type { Tx } from './database.ts'
import { newId } from './ids.ts'

/** Whose file it is: it is encrypted under the client's own key. */
interface Owner {
  organizationId: string
  clientId: string
}

const place = ({ organizationId, clientId }: Owner, id: string) => ({
  organizationId,
  subjectId: clientId,
  label: 'file.bytes',
  rowId: id,
})

/** Keeps a file. Nothing ever changes it. @returns its id */
export async function keepFile(tx: Tx, owner: Owner, bytes: Buffer): Promise<string> {
  const { organizationId, clientId } = owner
  const id = newId()
  const sealed = await lock(tx, place(owner, id), bytes)
  await tx.file.create({ data: { organizationId, id, clientId, bytes: sealed, createdAt: now() } })
  return id
}

/** @throws VaultRefused where the row is not, byte for byte, the one that was kept for this client */
export async function readFile(tx: Tx, owner: Owner, id: string): Promise<Buffer> {
  const where = { organizationId_id: { organizationId: owner.organizationId, id } }
  const { bytes } = await tx.file.findUniqueOrThrow({ where, select: { bytes: true } })
  return unlock(tx, place(owner, id), bytes)
}
