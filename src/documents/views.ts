import type { ClientHead } from '../clients/client-page.ts'
import type { BlankForm } from '../intakes/blank-form.ts'
import type { FormState } from '../web/submit.ts'
import type { DocumentLine, FormLine } from './documents-page.ts'
import type { RecordPage } from './record-page.ts'

/** The pages of this feature -> what each is given. */
export interface DocumentViews {
  'staff/documents/index': {
    head: ClientHead
    documents: DocumentLine[]
    forms: FormLine[]
    hidesClinical: boolean
  }
  'staff/documents/reason': { client: { id: string; name: string }; minutes: number; form: FormState }
  'staff/documents/print': BlankForm & { publishedAt: Date; client: string }
  'staff/documents/show': {
    name: string
    client: string
    href: string
    document: { number: number; isReady: boolean }
    form: RecordPage
  }
  'portal/documents/index': { documents: DocumentLine[] }
  'portal/documents/show': { href: string; isReady: boolean; form: RecordPage }
  'portal/documents/keys': { keys: { id: string; fingerprint: string; publicKey: string; vouchedBy: string | null }[] }
  'portal/forms/finished': {
    at: Date
    forms: { title: string; document: string | null }[]
    told: string[]
    left: number
  }
  'portal/forms/not-sent': { form: FormState }
}

/** Its partials -> what each is given as `m`. */
export interface DocumentPartials {
  'partials/signed-form': RecordPage
  'partials/document-downloads': { href: string; isReady: boolean }
}
