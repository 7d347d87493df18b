import type { System } from '../actor.ts'
import { record } from '../audit.ts'
import { now } from '../platform/clock.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { keepFile } from '../platform/files.ts'
import type { Payload } from '../platform/jobs.ts'
import { sealDocument } from '../platform/seal.ts'
import { onWhite } from '../settings/practice-colours.ts'
import { renderApart } from './render-apart.ts'
import { openRecord } from './sealed-records.ts'
import { signingKeyOf } from './signing-keys.ts'

/**
 * Job: makes the PDF of a sealed record, once and for all. Nothing is rendered where a file stands already; of two
 * who render at once, the first to store it decides.
 */
export async function renderDocument({ organizationId, id = '' }: Payload): Promise<void> {
  const system: System = { kind: 'System', organizationId }
  const order = await inOrganization(system, (tx) => orderOf(tx, organizationId, id))
  if (!order) return
  const { clientId, seal } = order
  const { pdf, renderer } = await renderApart(order.record, seal, order.practice)
  await inOrganization(system, async (tx) => {
    const [free] = await tx.$queryRaw<unknown[]>`
      select 1 from documents
      where organization_id = ${organizationId}::uuid and id = ${id}::uuid and file_id is null for update`
    if (!free) return
    const made = { recordHash: seal.hash, renderer, renderedAt: now().toISOString(), pdf }
    const statement = sealDocument(made, await signingKeyOf(tx, organizationId))
    const fileId = await keepFile(tx, { organizationId, clientId }, pdf)
    await tx.document.update({ where: { organizationId_id: { organizationId, id } }, data: { fileId, statement } })
    await record(tx, system, 'document.made', id)
  })
}

/** What is to be rendered; null where there is nothing left to do. */
async function orderOf(tx: Tx, organizationId: string, id: string) {
  const where = { organizationId_id: { organizationId, id } }
  const document = await tx.document.findUnique({ where, include: { record: true } })
  if (!document || document.fileId) return null
  const { phone, postalAddress, colour } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } })
  const { record: form, seal } = await openRecord(tx, document.record)
  const practice = { name: form.organization.name, phone, address: postalAddress, colour: onWhite(colour) }
  return { record: form, seal, practice, clientId: document.clientId }
}
