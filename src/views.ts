import type { CarriedForm } from './web/carried-form.ts'
import type { FormState } from './web/submit.ts'
import type { AccountViews } from './accounts/views.ts'
import type { AuditLogViews } from './audit-log/views.ts'
import type { ClientPartials, ClientViews } from './clients/views.ts'
import type { CredentialPartials, CredentialViews } from './credentials/views.ts'
import type { DocumentPartials, DocumentViews } from './documents/views.ts'
import type { IntakePartials, IntakeViews } from './intakes/views.ts'
import type { InvitationViews } from './invitations/views.ts'
import type { SettingPartials, SettingViews } from './settings/views.ts'
import type { StaffPartials, StaffViews } from './staff/views.ts'
import type { SeatPartials, SeatViews } from './subscriptions/views.ts'

/** Every page there is -> what it is given: a feature's own are beside it. Templates are checked against this table by `npm run check`. */
export interface Views
  extends
    AccountViews,
    AuditLogViews,
    ClientViews,
    CredentialViews,
    DocumentViews,
    IntakeViews,
    InvitationViews,
    SettingViews,
    StaffViews,
    SeatViews {
  'setup/new': { form: FormState; zones: string[] }
  'demo/mailbox': {
    mails: { from: string; to: string; subject: string; text: string; links: string[] }[]
    codes: { name: string; code: string }[]
  }
  'errors/problem': {
    heading: string
    sentence: string
    next: { href: string; label: string } | null
    reference: string | null
  }
}

/** Every partial -> what it is given as `m`. */
export interface Partials
  extends
    ClientPartials,
    CredentialPartials,
    DocumentPartials,
    IntakePartials,
    SettingPartials,
    StaffPartials,
    SeatPartials {
  'partials/crisis-box': Nothing
  'partials/idle-notice': Nothing
  'partials/hidden-fields': { fields: CarriedForm['fields'] }
  'partials/errors': { form: FormState }
  'partials/password': {
    form: FormState
    name: string
    label: string
    autocomplete: 'current-password' | 'new-password'
    hint?: string
  }
  'partials/sign-in-form': { form: FormState }
  'partials/head': Nothing
  'partials/organization-tabs': Nothing
  'partials/notices': Nothing
  'partials/navigation': Nothing
  'partials/bottom-bar': Nothing
  'partials/crisis-line': Nothing
  'partials/select': {
    form: FormState
    name: string
    label: string
    hint?: string
    options: { value: string; words: string }[]
  }
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

type Nothing = Record<string, never>
