import type { StaffActor } from '../actor.ts'
import { clientHead } from '../clients/client-page.ts'
import { initialsOf } from '../clients/client-words.ts'
import { download, page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import type { Visit } from '../web/visit.ts'
import { documentLine, formLine } from './documents-page.ts'
import { documentEvidence, documentPdf, readDocument, type Which } from './open-document.ts'
import { clientDocuments } from './queries.ts'
import { recordPage } from './record-page.ts'

/** Client Details, General Documents. */
export const documentRoutes = routes<StaffActor>()

documentRoutes.get('/clients/:id/documents', 'document.list', async ({ actor, params, practice }) => {
  const { client, portal, documents, forms } = await clientDocuments(actor, params['id']!)
  return page('staff/documents/index', `${initialsOf(client)}, General Documents`, {
    head: clientHead(client, portal, practice.timeZone, 'General Documents'),
    documents: documents.map(documentLine),
    forms: forms.map(formLine),
    hidesClinical: actor.kind === 'Office',
  })
})

documentRoutes.get('/clients/:id/documents/:document', 'document.open', async (visit) => {
  const { record, seal, name, ...document } = await readDocument(visit.actor, which(visit))
  const form = recordPage(record, seal, visit.practice)
  return page('staff/documents/show', form.title, {
    name,
    href: hrefOf(visit),
    client: clientOf(visit),
    document,
    form,
  })
})

documentRoutes.get('/clients/:id/documents/:document/pdf', 'document.open', async (visit) => {
  const pdf = await documentPdf(visit.actor, which(visit))
  return pdf ? download(`document-${pdf.number}.pdf`, 'application/pdf', pdf.bytes) : seeOther(hrefOf(visit))
})

documentRoutes.get('/clients/:id/documents/:document/evidence', 'document.open', async (visit) => {
  const { number, evidence } = await documentEvidence(visit.actor, which(visit))
  return download(
    `document-${number}-evidence.json`,
    'application/json',
    Buffer.from(JSON.stringify(evidence, null, 2)),
  )
})

const which = ({ params }: Visit<StaffActor>): Which => ({ id: params['document']!, clientId: params['id']! })
const clientOf = ({ params }: Visit<StaffActor>) => `/staff/clients/${params['id']}`
const hrefOf = (visit: Visit<StaffActor>) => `${clientOf(visit)}/documents/${visit.params['document']}`
