import type { PortalClient, StaffActor } from '../actor.ts'
import { offerPhrase } from '../platform/passwords.ts'
import { authorize } from '../policy.ts'
import { startSession } from '../web/passports.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { baseOf } from './site-paths.ts'
import { changeForm, changePassword } from './change-password.ts'
import {
  codesForm,
  ownFactorForm,
  passwordOnly,
  renewRecoveryCodes,
  setUpFactor,
  turnFactorOff,
} from './change-second-factor.ts'
import { factorPage } from './factor-page.ts'
import { holderOf, type Holder } from './holder.ts'
import { endOwnSession, endOwnSessions, ownSignIn } from './profile.ts'

type Own = Visit<StaffActor | PortalClient>

/** One's own sign-in: password, second factor, recovery codes, signed-in browsers. The same on both sites. */
export function profileRoutes(site: Holder['site']) {
  const on = routes<StaffActor | PortalClient>()
  const back = (visit: Own, notice: string) => {
    visit.request.session.notice = notice
    return seeOther(`${baseOf(site, visit)}/profile`)
  }

  on.get('/profile', 'profile.view', async (visit) =>
    page(`${site}/profile/index`, 'Profile', {
      ...(await ownSignIn(visit.actor)),
      ownHandle: visit.request.session.handle ?? '',
    }),
  )

  const passwordPage = async ({ actor }: Own, form: FormState = unsent()) => {
    authorize(actor, 'profile.change')
    return page(`${site}/profile/password`, 'Change your password', {
      form,
      phrase: await offerPhrase(form.values['phrase']),
    })
  }

  on.get('/profile/password', 'profile.change', (visit) => passwordPage(visit))

  on.post('/profile/password', 'profile.change', (visit) =>
    submit(visit, changeForm, (form) => changePassword(visit.actor, form), {
      done: async () => {
        await startSession(visit.request, site, holderOf(visit.actor))
        return back(visit, 'Your password is changed. Every other browser was signed out.')
      },
      again: (form) => passwordPage(visit, form),
    }),
  )

  const factor = async (visit: Own, form: FormState = unsent()) => {
    authorize(visit.actor, 'profile.change')
    const { email, hasFactor, mayTurnOff } = await ownSignIn(visit.actor)
    const shown = await factorPage(form, visit.practice.name, email)
    return page(`${site}/profile/second-factor`, 'Second factor', { ...shown, hasFactor, mayTurnOff })
  }

  on.get('/profile/second-factor', 'profile.change', (visit) => factor(visit))

  on.post('/profile/second-factor', 'profile.change', (visit) =>
    submit(visit, ownFactorForm, (form) => setUpFactor(visit.actor, form), {
      done: () => {
        visit.request.session.notice = 'Your second factor is on. Now make codes for the day the phone is lost.'
        return seeOther(`${baseOf(site, visit)}/profile/recovery-codes`)
      },
      again: (form) => factor(visit, form),
    }),
  )

  const removalPage = ({ actor }: Own, form: FormState = unsent()) => {
    authorize(actor, 'profile.change')
    return page(`${site}/profile/factor-removal`, 'Turn the second factor off', { form })
  }

  on.get('/profile/second-factor/removal', 'profile.change', (visit) => removalPage(visit))

  on.post('/profile/second-factor/removal', 'profile.change', (visit) =>
    submit(visit, passwordOnly, (form) => turnFactorOff(visit.actor, form), {
      done: () => back(visit, 'Your second factor is turned off.'),
      again: (form) => removalPage(visit, form),
    }),
  )

  const codesPage = async (visit: Own, codes: string[], form: FormState = unsent()) => {
    authorize(visit.actor, 'profile.change')
    const { codesLeft, codesMade, hasFactor } = await ownSignIn(visit.actor)
    return page(`${site}/profile/recovery-codes`, 'Recovery codes', { codesLeft, codesMade, hasFactor, codes, form })
  }

  on.get('/profile/recovery-codes', 'profile.change', (visit) => codesPage(visit, []))

  on.post('/profile/recovery-codes', 'profile.change', (visit) =>
    submit(visit, codesForm, (form) => renewRecoveryCodes(visit.actor, form), {
      done: (codes) => codesPage(visit, codes),
      again: (form) => codesPage(visit, [], form),
    }),
  )

  on.post('/profile/browsers/ending', 'profile.change', async (visit) => {
    await endOwnSessions(visit.actor)
    await startSession(visit.request, site, holderOf(visit.actor))
    return back(visit, 'Every other browser was signed out.')
  })

  on.post('/profile/browsers/:handle/ending', 'profile.change', async (visit) => {
    await endOwnSession(visit.actor, visit.params['handle'] ?? '')
    return back(visit, 'That browser was signed out.')
  })

  return on
}
