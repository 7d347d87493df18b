import type { CarriedForm } from '../web/carried-form.ts'
import type { FormState } from '../web/submit.ts'
import type { PortalHome } from './home.ts'

/** The pages of this feature -> what each is given. */
export interface AccountViews {
  'portal/sign-in': { form: FormState }
  'portal/home': PortalHome
  'portal/sign-in-again': { form: FormState; hidden: CarriedForm['fields']; signedOut: string | null }
  'portal/carry-on': { carried: CarriedForm }
}
