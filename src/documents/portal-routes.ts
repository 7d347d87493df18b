import type { PortalClient, Visitor } from '../actor.ts'
import { fingerprintOf } from '../platform/seal.ts'
import { portalPath } from '../portal-path.ts'
import { download, page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import type { Visit } from '../web/visit.ts'
import { documentLine } from './documents-page.ts'
import { documentEvidence, documentPdf, readDocument } from './open-document.ts'
import { ownDocuments, publishedKeys } from './queries.ts'
import { recordPage } from './record-page.ts'

/** What anyone needs who checks a document: the practice's public keys. */
export const keyRoutes = routes<Visitor | PortalClient>()

keyRoutes.get('/signing-keys', 'public.read', async ({ actor, practice }) => {
  const keys = await publishedKeys(actor, practice.organizationId)
  return page('portal/documents/keys', 'Signing keys', {
    keys: keys.map(({ id, publicKey, endorsement }) => ({
      id,
      fingerprint: (fingerprintOf(publicKey).match(/.{4}/g) ?? []).join(' '),
      publicKey,
      vouchedBy: endorsement?.by ?? null,
    })),
  })
})

/** A client's own documents. */
export const documentRoutes = routes<PortalClient>()

documentRoutes.get('/documents', 'document.list', async ({ actor }) =>
  page('portal/documents/index', 'Documents', { documents: (await ownDocuments(actor)).map(documentLine) }),
)

documentRoutes.get('/documents/:id', 'document.open', async (visit) => {
  const { record, seal, isReady } = await readDocument(visit.actor, which(visit))
  const form = recordPage(record, seal, visit.practice)
  return page('portal/documents/show', form.title, { href: hrefOf(visit), isReady, form })
})

documentRoutes.get('/documents/:id/pdf', 'document.open', async (visit) => {
  const pdf = await documentPdf(visit.actor, which(visit))
  return pdf ? download(`document-${pdf.number}.pdf`, 'application/pdf', pdf.bytes) : seeOther(hrefOf(visit))
})

documentRoutes.get('/documents/:id/evidence', 'document.open', async (visit) => {
  const { number, evidence } = await documentEvidence(visit.actor, which(visit))
  return download(
    `document-${number}-evidence.json`,
    'application/json',
    Buffer.from(JSON.stringify(evidence, null, 2)),
  )
})

const which = ({ params }: Visit<PortalClient>) => ({ id: params['id']! })
const hrefOf = ({ params, practice }: Visit<PortalClient>) => `${portalPath(practice)}/documents/${params['id']}`
