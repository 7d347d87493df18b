import type { AddressBearer } from './clients/change-address.ts'
import type { ClientRow } from './clients/client-list.ts'
import type { ClientNotices } from './clients/client-notices.ts'
import type { ClientHead } from './clients/client-page.ts'
import type { StaffHome } from './staff/home.ts'
import type { PermissionTable } from './staff/permissions-page.ts'
import type { InvitedLine, MemberLine, RoleChoice } from './staff/member-lines.ts'
import type { FormContent } from './intakes/form.ts'
import type { InvitationStanding } from './invitations/opened-invitation.ts'
import type { DocumentLine, FormLine } from './documents/documents-page.ts'
import type { RecordPage } from './documents/record-page.ts'
import type { Place } from './intakes/form-order.ts'
import type { SectionPage, ShownElement } from './intakes/form-page.ts'
import type { SignaturePage } from './intakes/signature-page.ts'
import type { ShownQuestion } from './intakes/shown-question.ts'
import type { Step } from './intakes/steps.ts'
import type { YourForms } from './intakes/your-forms.ts'
import type { PortalHome } from './accounts/home.ts'
import type { CredentialPartials, CredentialViews } from './credentials/views.ts'
import type { CarriedForm } from './web/carried-form.ts'
import type { FormState } from './web/submit.ts'
import type { SeatPartials, SeatViews } from './subscriptions/views.ts'

/** Every page there is -> what it is given. Templates are checked against this table by `npm run check`. */
export interface Views extends CredentialViews, SeatViews {
  'staff/sign-in': { form: FormState }
  'staff/home': StaffHome
  'staff/clients/index': { clients: ListedClient[]; search: string; next: string | null }
  'staff/clients/new': { form: FormState }
  'staff/clients/edit': { id: string; name: string; bearer: AddressBearer; form: FormState }
  'staff/clients/show': {
    head: ClientHead
    notices: ClientNotices
    form: FormState
    details: { label: string; value: string }[]
    mayAssign: boolean
    mayRemoveFactor: boolean
    staff: { id: string; name: string; assigned: boolean }[]
  }
  'staff/client-portal/settings': {
    loginLink: string
    search: string
    next: string | null
    form: FormState
    clients: {
      id: string
      name: string
      email: string | null
      active: boolean
      status: ClientHead['status']
      refusal: string | null
    }[]
  }
  'staff/client-portal/forms': {
    forms: { id: string; kind: string; title: string; version: number; publishedAt: Date }[]
  }
  'staff/client-portal/form': { content: FormContent; version: number; publishedAt: Date; reviewNote: string }
  'staff/invitations/new': {
    clients: { id: string; name: string; email: string; refusal: string | null }[]
    minor: boolean
    forms: { id: string; versions: { title: string }[] }[]
    form: FormState
    placeholders: readonly string[]
  }
  'staff/invitations/preview': {
    mails: {
      from: string
      to: string
      subject: string
      paragraphs: string[]
      button: { label: string }
      small: string[]
    }[]
    forms: string[]
    healthWords: string[]
    fields: { name: string; value: string }[]
  }
  'staff/members/index': { members: MemberLine[]; invitations: InvitedLine[]; form: FormState }
  'staff/members/permissions': PermissionTable
  'staff/members/new': { form: FormState; roles: readonly RoleChoice[]; former: { id: string; name: string } | null }
  'staff/members/join': {
    standing: InvitationStanding
    practice: string
    role: string
    email: string
    form: FormState
    phrase: string
  }
  'staff/members/show': {
    member: MemberLine
    clients: { id: string; name: string }[]
    isActive: boolean
    hasFactor: boolean
    isAdministrator: boolean
    isLastAdministrator: boolean
    roles: readonly RoleChoice[]
    takers: Taker[]
    /** What was sent and refused; the three forms start with what is. */
    form: FormState
    roleForm: FormState
    permissionForm: FormState
    leavingForm: FormState
  }
  'portal/privacy': { content: FormContent; publishedAt: Date }
  'portal/invitation/show': OpenedInvitation
  'portal/invitation/account': OpenedInvitation & { form: FormState; phrase: string }
  'portal/invitation/refused': Nothing
  'portal/invitation/renewed': Nothing
  'staff/documents/index': {
    head: ClientHead
    documents: DocumentLine[]
    forms: FormLine[]
    hidesClinical: boolean
  }
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
  'portal/sign-in': { form: FormState }
  'portal/home': PortalHome
  'portal/sign-in-again': { form: FormState; hidden: CarriedForm['fields']; signedOut: string | null }
  'portal/carry-on': { carried: CarriedForm }
  'portal/forms/index': { yours: YourForms }
  'portal/forms/section': SectionPage
  'portal/forms/signature': SignaturePage
  'portal/forms/closed': { id: string; title: string; place: Place; state: string; submittedAt: Date | null }
  'portal/forms/paper': { id: string; title: string; place: Place }
  'portal/forms/print': {
    content: FormContent
    publishedAt: Date
    sections: { title: string; shown: ShownElement[] }[]
  }
  'portal/forms/review': {
    yours: YourForms
    signed: { id: string; title: string; kind: string; name: string; at: string }[]
  }
  'portal/electronic-signing': {
    topics: readonly { heading: string; text: string }[]
    sampleOpenedAt: Date | null
    givenAt: Date | null
    withdrawnAt: Date | null
    formId: string | null
    form: FormState
  }
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

interface OpenedInvitation {
  standing: InvitationStanding
  asksBirthDate: boolean
  forRepresentative: boolean
}

type ListedClient = ClientRow & { status: ClientHead['status'] }

interface Taker {
  id: string
  name: string
}

type Nothing = Record<string, never>

/** Every partial -> what it is given as `m`. */
export interface Partials extends CredentialPartials, SeatPartials {
  'partials/your-forms': { yours: YourForms }
  'partials/forms-next': { yours: YourForms }
  'partials/form-head': { eyebrow: string; heading: string; place: Place }
  'partials/form-words': { element: NonNullable<ShownElement['words']>; level: number }
  'partials/form-in-full': { content: FormContent; publishedAt: Date; sections: SignaturePage['sections'] }
  'partials/steps': { steps: Step[]; base: string }
  'partials/question': { question: ShownQuestion }
  'partials/question-matrix': { question: ShownQuestion }
  'partials/question-blank': { question: ShownQuestion }
  'partials/answer-errors': Pick<SectionPage, 'errors'>
  'partials/answers-review': { answered: SignaturePage['answered']; base: string }
  'partials/signature-fields': {
    form: FormState
    isReceipt: boolean
    statement: string
    signers: SignaturePage['signers']
    legalName: string
    asksAboutName: boolean
  }
  'partials/crisis-box': Nothing
  'partials/form-contact': { publishedAt: Date }
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
  'partials/form-text': { content: FormContent }
  'partials/client-portal-tabs': { current: 'settings' | 'forms' | 'subscription' }
  'partials/sign-in-form': { form: FormState }
  'partials/client-fields': { form: FormState }
  'partials/client-head': ClientHead
  'partials/signed-form': RecordPage
  'partials/document-downloads': { href: string; isReady: boolean }
  'partials/portal-status': { status: ClientHead['status'] }
  'partials/hand-over': { form: FormState; name: string; label: string; takers: Taker[] }
  'partials/staff-role': { form: FormState; roles: readonly RoleChoice[] }
  'partials/head': Nothing
  'partials/organization-tabs': Nothing
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
