import type { StaffActor } from '../actor.ts'
import { clientHead } from '../clients/client-page.ts'
import { initialsOf } from '../clients/client-words.ts'
import { blankForm } from '../intakes/blank-form.ts'
import { isId } from '../platform/ids.ts'
import { download, page, seeOther, type Reply } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { documentLine, formLine } from './documents-page.ts'
import { askedAbout, giveReason, REASON_MINUTES, reasonForm } from './give-reason.ts'
import { ReasonMissing } from './opening-reason.ts'
import { documentEvidence, documentPdf, readDocument, type Which } from './open-document.ts'
import { clientDocuments, formToPrint } from './queries.ts'
import { recordPage } from './record-page.ts'

/** Leads to the page that asks for a reason where one is missing. */
function withReason(handler: (visit: Visit<StaffActor>) => Promise<Reply>) {
  return async (visit: Visit<StaffActor>): Promise<Reply> => {
    try {
      return await handler(visit)
    } catch (error) {
      if (error instanceof ReasonMissing)
        return seeOther(`${clientOf(visit)}/reason?document=${visit.params['document']}`)
      throw error
    }
  }
}

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

documentRoutes.get('/clients/:id/forms/:form/print', 'document.list', async (visit) => {
  const { content, publishedAt } = await formToPrint(visit.actor, visit.params['id']!, visit.params['form']!)
  return page('staff/documents/print', `${content.title}, to print`, {
    ...blankForm(content),
    ...{ publishedAt, client: clientOf(visit) },
  })
})

documentRoutes.get(
  '/clients/:id/documents/:document',
  'document.open',
  withReason(async (visit) => {
    const { record, seal, name, ...document } = await readDocument(visit.actor, which(visit))
    const form = recordPage(record, seal, visit.practice)
    return page('staff/documents/show', form.title, {
      name,
      href: hrefOf(visit),
      client: clientOf(visit),
      document,
      form,
    })
  }),
)

documentRoutes.get(
  '/clients/:id/documents/:document/pdf',
  'document.open',
  withReason(async (visit) => {
    const pdf = await documentPdf(visit.actor, which(visit))
    return pdf ? download(`document-${pdf.number}.pdf`, 'application/pdf', pdf.bytes) : seeOther(hrefOf(visit))
  }),
)

documentRoutes.get(
  '/clients/:id/documents/:document/evidence',
  'document.open',
  withReason(async (visit) => {
    const { number, evidence } = await documentEvidence(visit.actor, which(visit))
    return download(
      `document-${number}-evidence.json`,
      'application/json',
      Buffer.from(JSON.stringify(evidence, null, 2)),
    )
  }),
)

documentRoutes.get('/clients/:id/reason', 'document.give-reason', (visit) => reasonPage(visit))

documentRoutes.post('/clients/:id/reason', 'document.give-reason', (visit) =>
  submit(visit, reasonForm, (form) => giveReason(visit.actor, visit.params['id']!, form), {
    done: () =>
      seeOther(`${clientOf(visit)}/documents${isId(visit.form['document']) ? `/${visit.form['document']}` : ''}`),
    again: (form) => reasonPage(visit, form),
  }),
)

const reasonPage = async (
  { actor, params, query }: Visit<StaffActor>,
  form = unsent({ document: isId(query['document']) ? query['document'] : '' }),
) =>
  page('staff/documents/reason', 'Your reason', {
    client: await askedAbout(actor, params['id']!),
    ...{ form, minutes: REASON_MINUTES },
  })

const which = ({ params }: Visit<StaffActor>): Which => ({ id: params['document']!, clientId: params['id']! })
const clientOf = ({ params }: Visit<StaffActor>) => `/staff/clients/${params['id']}`
const hrefOf = (visit: Visit<StaffActor>) => `${clientOf(visit)}/documents/${visit.params['document']}`
