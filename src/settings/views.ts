import type { ClientHead } from '../clients/client-page.ts'
import type { FormContent } from '../intakes/form.ts'
import type { FormState } from '../web/submit.ts'
import type { PracticePage } from './practice-page.ts'

/** The pages of this feature -> what each is given. */
export interface SettingViews {
  'staff/organization/practice': PracticePage
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
  'portal/privacy': { content: FormContent; publishedAt: Date }
}

/** Its partials -> what each is given as `m`. */
export interface SettingPartials {
  'partials/client-portal-tabs': { current: 'settings' | 'forms' | 'subscription' }
}
