import type { PortalClient, StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { portalState } from '../clients/portal-status.ts'
import { clientInReach } from '../clients/queries.ts'
import { NotFound } from '../errors.ts'
import { formContent } from '../intakes/form.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { authorize, clientsVisibleTo, documentsVisibleTo, intakesVisibleTo } from '../policy.ts'
import { openBriefs } from './sealed-records.ts'
import { publicKeysOf } from './signing-keys.ts'

/** Client Details, General Documents: the documents within reach and how far each form sent is. It shows the file: a read event. */
export async function clientDocuments(actor: StaffActor, clientId: string) {
  return inOrganization(actor, async (tx) => {
    const client = authorize(actor, 'document.list', await clientInReach(tx, actor, clientId))
    await record(tx, actor, 'client.read', clientId)
    return {
      client,
      portal: await portalState(tx, clientId),
      documents: await documentsOf(tx, actor, clientId),
      forms: await formsOf(tx, actor, clientId),
    }
  })
}

/** An account's documents, newest first. */
export async function ownDocuments(actor: PortalClient) {
  return inOrganization(actor, async (tx) => {
    const files = await tx.client.findMany({ where: clientsVisibleTo(actor), select: { id: true } })
    authorize(actor, 'document.list', files)
    const found = []
    for (const { id } of files) found.push(...(await documentsOf(tx, actor, id)))
    return found
  })
}

async function documentsOf(tx: Tx, actor: StaffActor | PortalClient, clientId: string) {
  const rows = await tx.document.findMany({
    where: { AND: [{ clientId }, documentsVisibleTo(actor)] },
    orderBy: { number: 'desc' },
    include: { record: true },
  })
  return openBriefs(tx, rows)
}
export type ListedDocument = Awaited<ReturnType<typeof documentsOf>>[number]

/** How far each form sent to a client is: its state and progress, never its words. */
async function formsOf(tx: Tx, actor: StaffActor, clientId: string) {
  const rows = await tx.intake.findMany({
    where: { AND: [{ clientId }, intakesVisibleTo(actor)] },
    orderBy: [{ sentAt: 'desc' }, { position: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, state: true, reached: true, sentAt: true, submittedAt: true },
      formVersion: { select: { title: true, content: true } },
    },
  })
  return rows.map(({ formVersion, ...form }) => ({
    ...form,
    title: formVersion.title,
    pages: formContent.parse(formVersion.content).sections.length,
  }))
}
export type SentForm = Awaited<ReturnType<typeof formsOf>>[number]

/** One of the forms sent to a client, without a word of theirs, to be printed: for whoever sees that it was sent. */
export async function formToPrint(actor: StaffActor, clientId: string, id: string) {
  return inOrganization(actor, async (tx) => {
    authorize(actor, 'document.list', await clientInReach(tx, actor, clientId))
    if (!isId(id)) throw new NotFound()
    const intake = await tx.intake.findFirst({
      where: { AND: [{ id, clientId }, intakesVisibleTo(actor)] },
      select: { formVersion: { select: { content: true, publishedAt: true } } },
    })
    if (!intake) throw new NotFound()
    const { content, publishedAt } = intake.formVersion
    return { content: formContent.parse(content), publishedAt }
  })
}

/** The public keys of a practice, for anyone who checks a document. */
export async function publishedKeys(actor: Parameters<typeof authorize>[0], organizationId: string) {
  authorize(actor, 'public.read')
  return inOrganization({ organizationId }, (tx) => publicKeysOf(tx, organizationId))
}
