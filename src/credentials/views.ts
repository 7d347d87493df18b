import type { Places } from '../platform/installation.ts'
import type { CarriedForm } from '../web/carried-form.ts'
import type { FormState } from '../web/submit.ts'
import type { FactorPage } from './factor-page.ts'
import type { ownSignIn } from './profile.ts'

/** The pages of this feature -> what each is given. */
export interface CredentialViews {
  'staff/credentials/code': CodePage
  'portal/credentials/code': CodePage
  'staff/credentials/set-up': FactorPage
  'staff/credentials/factor-removal': { form: FormState; back: string; who: string }
  'staff/credentials/forgotten': { form: FormState }
  'portal/credentials/forgotten': { form: FormState }
  'staff/credentials/asked': { minutes: number }
  'portal/credentials/asked': { minutes: number }
  'staff/credentials/new-password': NewPasswordPage
  'portal/credentials/new-password': NewPasswordPage
  'staff/profile/index': OwnSignIn
  'portal/profile/index': OwnSignIn
  'staff/profile/password': { form: FormState; phrase: string }
  'portal/profile/password': { form: FormState; phrase: string }
  'staff/profile/second-factor': OwnFactorPage
  'portal/profile/second-factor': OwnFactorPage
  'staff/profile/factor-removal': { form: FormState }
  'portal/profile/factor-removal': { form: FormState }
  'staff/profile/recovery-codes': RecoveryCodesPage
  'portal/profile/recovery-codes': RecoveryCodesPage
  'staff/recovery-kit/new': Record<string, never>
  'staff/recovery-kit/show': { codes: string[]; places: Places; name: string; madeAt: Date }
  'staff/organization/sign-in': { form: FormState; choices: { value: string; words: string }[]; without: string[] }
}

/** Its partials -> what each is given as `m`. */
export interface CredentialPartials {
  'partials/credentials/code': CodePage
  'partials/credentials/factor-fields': FactorPage
  'partials/credentials/forgotten': { form: FormState }
  'partials/credentials/asked': { minutes: number }
  'partials/credentials/phrase': { phrase: string }
  'partials/credentials/password-choice': { form: FormState; name: string; phrase: string }
  'partials/credentials/new-password': NewPasswordPage
  'partials/credentials/own-sign-in': OwnSignIn
  'partials/credentials/own-password': { form: FormState; phrase: string }
  'partials/credentials/own-factor': OwnFactorPage
  'partials/credentials/factor-removal': { form: FormState }
  'partials/credentials/codes': { codes: string[] }
  'partials/credentials/recovery-codes': RecoveryCodesPage
}

interface CodePage {
  form: FormState
  hidden: CarriedForm['fields']
}
interface NewPasswordPage {
  isOpen: boolean
  isRecovery: boolean
  form: FormState
  phrase: string
}
type OwnSignIn = Awaited<ReturnType<typeof ownSignIn>> & { ownHandle: string }
type OwnFactorPage = FactorPage & { hasFactor: boolean; mayTurnOff: boolean }
interface RecoveryCodesPage {
  codesLeft: number
  codesMade: string
  hasFactor: boolean
  codes: string[]
  form: FormState
}
