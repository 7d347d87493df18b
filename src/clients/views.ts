import type { FormState } from '../web/submit.ts'
import type { AddressBearer } from './change-address.ts'
import type { ClientRow } from './client-list.ts'
import type { ClientNotices } from './client-notices.ts'
import type { ClientHead } from './client-page.ts'

/** The pages of this feature -> what each is given. */
export interface ClientViews {
  'staff/clients/index': { clients: ListedClient[]; search: string; next: string | null }
  'staff/clients/new': { form: FormState }
  'staff/clients/edit': { id: string; name: string; bearer: AddressBearer; mayChangeSignIn: boolean; form: FormState }
  'staff/clients/show': {
    head: ClientHead
    notices: ClientNotices
    form: FormState
    details: { label: string; value: string }[]
    /** Whether inviting to the portal is what comes next, and the reader may. */
    offersInvitation: boolean
    mayAssign: boolean
    mayRemoveFactor: boolean
    staff: { id: string; name: string; assigned: boolean }[]
  }
}

/** Its partials -> what each is given as `m`. */
export interface ClientPartials {
  'partials/client-fields': { form: FormState }
  'partials/client-head': ClientHead
  'partials/portal-status': { status: ClientHead['status'] }
}

type ListedClient = ClientRow & { status: ClientHead['status'] }
