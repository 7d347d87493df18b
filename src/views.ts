import type { ClientRow } from './clients/client-list.ts'
import type { ClientHead } from './clients/client-page.ts'
import type { FormState } from './web/submit.ts'

/** Every page there is -> what it is given. Templates are checked against this table by `npm run check`. */
export interface Views {
  'staff/sign-in': { form: FormState }
  'staff/home': { name: string }
  'staff/clients/index': { clients: ListedClient[]; search: string; next: string | null }
  'staff/clients/new': { form: FormState }
  'staff/clients/edit': { id: string; name: string; form: FormState }
  'staff/clients/show': {
    head: ClientHead
    form: FormState
    details: { label: string; value: string }[]
    mayAssign: boolean
    staff: { id: string; name: string; assigned: boolean }[]
  }
  'portal/sign-in': { form: FormState }
  'portal/home': { name: string }
  'errors/problem': {
    heading: string
    sentence: string
    next: { href: string; label: string } | null
    reference: string | null
  }
}

type ListedClient = Omit<ClientRow, 'status'> & { status: ClientHead['status'] }

type Nothing = Record<string, never>

/** Every partial -> what it is given as `m`. */
export interface Partials {
  'partials/errors': { form: FormState }
  'partials/password': {
    form: FormState
    name: string
    label: string
    autocomplete: 'current-password' | 'new-password'
    hint?: string
  }
  'partials/sign-in-form': { form: FormState }
  'partials/client-fields': { form: FormState }
  'partials/client-head': ClientHead
  'partials/portal-status': { status: ClientHead['status'] }
  'partials/head': Nothing
  'partials/notices': Nothing
  'partials/navigation': Nothing
  'partials/bottom-bar': Nothing
  'partials/crisis-line': Nothing
  'partials/field': {
    form: FormState
    name: string
    label: string
    type?: 'text' | 'email' | 'tel' | 'password' | 'date' | 'search'
    hint?: string
    autocomplete?: string
    required?: boolean
    rows?: number
  }
}
