import type { FormState } from '../web/submit.ts'
import type { InvitationStanding } from './opened-invitation.ts'

/** The pages of this feature -> what each is given. */
export interface InvitationViews {
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
    /** The message speaks of forms, and none were ticked. */
    promisesForms: boolean
    healthWords: string[]
    fields: { name: string; value: string }[]
  }
  'portal/invitation/show': OpenedInvitation
  'portal/invitation/account': OpenedInvitation & { email: string; form: FormState; phrase: string }
  'portal/invitation/refusal': Nothing
  'portal/invitation/refused': Nothing
  'portal/invitation/renewed': Nothing
}

interface OpenedInvitation {
  standing: InvitationStanding
  asksBirthDate: boolean
  forRepresentative: boolean
}

type Nothing = Record<string, never>
