import type { IntakeInReach } from '../intakes/intake-content.ts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { enqueue } from '../platform/jobs.ts'
import { sealRecord, type SigningKey } from '../platform/seal.ts'
import { after, type Link } from './chain.ts'
import { lockRecord } from './sealed-records.ts'
import { completed, type Evidence } from './signed-form-of.ts'

interface Sealing {
  intake: IntakeInReach
  evidence: Evidence
  link: Link
  key: SigningKey
}

/**
 * Seals one signed form at its place of the chain, lays its document into the client's General Documents, and has the
 * PDF made later.
 * @returns the document's id and the next free place
 * @throws RuleBroken where evidence is missing
 */
export async function sealForm(tx: Tx, { intake, evidence, link, key }: Sealing) {
  const { organizationId, clientId, formVersion } = intake
  const form = completed(evidence, link)
  const seal = sealRecord(form, link, key)
  const row = { organizationId, id: newId(), clientId }
  const at = new Date(form.submittedAt)
  await tx.sealedRecord.create({
    data: {
      ...row,
      intakeId: intake.id,
      sequence: seal.sequence,
      content: await lockRecord(tx, row, form),
      seal,
      sealedAt: at,
    },
  })
  const document = newId()
  await tx.document.create({
    data: {
      organizationId,
      id: document,
      clientId,
      recordId: row.id,
      number: form.documentNumber,
      kind: formVersion.form.kind,
      title: form.form.content.title,
      createdAt: at,
    },
  })
  await enqueue(tx, 'document.render', { organizationId, id: document })
  return { document, next: after(link, seal) }
}
