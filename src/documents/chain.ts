import type { Tx } from '../platform/database.ts'
import { recordSeal, type RecordSeal } from '../platform/seal.ts'

/** The next free place of an organization's chain, and the number of the document that takes it. */
export interface Link extends Pick<RecordSeal, 'organizationId' | 'sequence' | 'previousHash'> {
  documentNumber: number
}

/** Lets one transaction at a time append to the organization's chain, until it ends. The last lock to take. */
export async function lockChain(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`chain ${organizationId}`}, 0))`
}

/** Locks the chain and takes document numbers for so many records. @returns where the first of them goes */
export async function nextInChain(tx: Tx, organizationId: string, records: number): Promise<Link> {
  await lockChain(tx, organizationId)
  const head = await tx.sealedRecord.findFirst({
    where: { organizationId },
    orderBy: { sequence: 'desc' },
    select: { seal: true },
  })
  const last = head && recordSeal.parse(head.seal)
  const where = { organizationId_series: { organizationId, series: 'document' } }
  const counter = await tx.counter.upsert({
    where,
    create: { organizationId, series: 'document', last: records },
    update: { last: { increment: records } },
  })
  return {
    organizationId,
    sequence: (last?.sequence ?? 0) + 1,
    previousHash: last?.hash ?? null,
    documentNumber: counter.last - records + 1,
  }
}

/** The place after the one that was just taken by `seal`. */
export const after = (link: Link, seal: RecordSeal): Link => ({
  organizationId: link.organizationId,
  sequence: seal.sequence + 1,
  previousHash: seal.hash,
  documentNumber: link.documentNumber + 1,
})
