import { z } from 'zod'
import { canonicalJson } from '../platform/canonical-json.ts'
import { lock, unlocker } from '../platform/data-keys.ts'
import type { Tx } from '../platform/database.ts'
import { recordSeal, type RecordSeal } from '../platform/seal.ts'
import { signedForm, type SignedForm } from './record.ts'

interface Stored {
  organizationId: string
  id: string
  clientId: string
}

const label = 'record.content'

/** Encrypts what was signed, exactly as it was hashed. */
export const lockRecord = (tx: Tx, { organizationId, clientId, id }: Stored, record: SignedForm) =>
  lock(tx, { organizationId, subjectId: clientId, label, rowId: id }, canonicalJson(record))

/** What was signed, and its seal. @throws VaultRefused where the row is not the one that was written */
export async function openRecord(
  tx: Tx,
  row: Stored & { content: Uint8Array; seal: unknown },
): Promise<{ record: SignedForm; seal: RecordSeal }> {
  const open = await unlocker(tx, { organizationId: row.organizationId, subjectId: row.clientId })
  const content = open({ label, rowId: row.id }, row.content)
  return { record: signedForm.parse(JSON.parse(content.toString('utf8'))), seal: recordSeal.parse(row.seal) }
}

const { signer, signature, signedAt } = signedForm.shape
const brief = z.object({ signer, signature, signedAt })

/** The records of one client's file, each row with its `brief`: all that a list of documents tells of a signature. */
export async function openBriefs<R extends { record: Stored & { content: Uint8Array } }>(tx: Tx, rows: readonly R[]) {
  const [first] = rows
  if (!first) return []
  const open = await unlocker(tx, { organizationId: first.record.organizationId, subjectId: first.record.clientId })
  return rows.map((row) => {
    const content = open({ label, rowId: row.record.id }, row.record.content)
    return { ...row, brief: brief.parse(JSON.parse(content.toString('utf8'))) }
  })
}
