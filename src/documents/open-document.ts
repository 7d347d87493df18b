import type { PortalClient, StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { shownName } from '../clients/client-words.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { readFile } from '../platform/files.ts'
import { isId } from '../platform/ids.ts'
import { documentStatement } from '../platform/seal.ts'
import { authorize, documentsVisibleTo } from '../policy.ts'
import { reasonFor } from './opening-reason.ts'
import type { Evidence } from './record.ts'
import { openRecord } from './sealed-records.ts'
import { publicKeysOf } from './signing-keys.ts'

type Reader = StaffActor | PortalClient

/** Which document: staff name the client's file it lies in as well. */
export interface Which {
  id: string
  clientId?: string
}

/** A document to be read as a page. A read event. */
export async function readDocument(actor: Reader, which: Which) {
  return inOrganization(actor, async (tx) => {
    const document = authorize(actor, 'document.open', await documentInReach(tx, actor, which))
    await record(tx, actor, 'document.read', document.id, { as: 'page', ...(await reasonFor(tx, actor, document)) })
    const { id, number, client, clientId, fileId } = document
    return {
      id,
      number,
      clientId,
      name: shownName(client),
      isReady: fileId !== null,
      ...(await openRecord(tx, document.record)),
    }
  })
}

/** A document's PDF, as it was made once. A read event, unless it is not made yet: then null. */
export async function documentPdf(actor: Reader, which: Which) {
  return inOrganization(actor, async (tx) => {
    const { id, number, fileId, ...owner } = authorize(actor, 'document.open', await documentInReach(tx, actor, which))
    const reason = await reasonFor(tx, actor, owner)
    if (!fileId) return null
    await record(tx, actor, 'document.read', id, { as: 'pdf', ...reason })
    return { number, bytes: await readFile(tx, owner, fileId) }
  })
}

/** Everything that proves a document without our database. A read event. */
export async function documentEvidence(actor: Reader, which: Which): Promise<{ number: number; evidence: Evidence }> {
  return inOrganization(actor, async (tx) => {
    const document = authorize(actor, 'document.open', await documentInReach(tx, actor, which))
    await record(tx, actor, 'document.read', document.id, { as: 'evidence', ...(await reasonFor(tx, actor, document)) })
    const statement = documentStatement.nullable().parse(document.statement)
    const publicKeys = await publicKeysOf(tx, actor.organizationId)
    const evidence = { ...(await openRecord(tx, document.record)), document: statement, publicKeys }
    return { number: document.number, evidence }
  })
}

async function documentInReach(tx: Tx, actor: Reader, { id, clientId }: Which) {
  if (!isId(id) || (clientId !== undefined && !isId(clientId))) return null
  const where = clientId === undefined ? { id } : { id, clientId }
  return tx.document.findFirst({
    where: { AND: [where, documentsVisibleTo(actor)] },
    include: { record: true, client: true },
  })
}
