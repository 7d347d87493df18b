import type { PortalClient, StaffActor, Visitor } from '../actor.ts'
import { authorize } from '../policy.ts'
import { finishSignIn } from '../web/passports.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { baseOf } from './site-paths.ts'
import { factorPage } from './factor-page.ts'
import { halfWay } from './half-way.ts'
import type { Holder } from './holder.ts'
import { codeForm, factorForm, passSecondFactor, setUpAtSignIn } from './pass-second-factor.ts'

type Anybody = Visitor | StaffActor | PortalClient

/** Between the password and being in: the code of the second factor, or setting it up. The same on both sites. */
export function halfWayRoutes(site: Holder['site']) {
  const on = routes<Anybody>()
  const signInPage = (visit: Visit) => seeOther(`${baseOf(site, visit)}/sign-in`)
  const half = (visit: Visit, step: 'code' | 'set-up') => halfWay(visit.request.session, site, step, visit.practice)

  const codePage = (form: FormState) => page(`${site}/credentials/code`, 'Enter your code', { form, hidden: [] })

  on.get('/sign-in/code', 'second-factor.pass', (visit) => {
    authorize(visit.actor, 'second-factor.pass')
    return half(visit, 'code') ? codePage(unsent()) : signInPage(visit)
  })

  on.post('/sign-in/code', 'second-factor.pass', (visit) => {
    authorize(visit.actor, 'second-factor.pass')
    const holder = half(visit, 'code')
    if (!holder) return signInPage(visit)
    return submit(visit, codeForm, (form) => passSecondFactor(visit.actor, holder, form), {
      done: async () => {
        await finishSignIn(visit.request, site)
        return seeOther(baseOf(site, visit))
      },
      again: codePage,
    })
  })

  if (site === 'staff') {
    const setUpPage = async (form: FormState) =>
      page('staff/credentials/set-up', 'Set up your second factor', await factorPage(form, 'Anteroom', 'Staff'))

    on.get('/sign-in/second-factor', 'second-factor.pass', (visit) => {
      authorize(visit.actor, 'second-factor.pass')
      return half(visit, 'set-up') ? setUpPage(unsent()) : signInPage(visit)
    })

    on.post('/sign-in/second-factor', 'second-factor.pass', (visit) => {
      authorize(visit.actor, 'second-factor.pass')
      const holder = half(visit, 'set-up')
      if (!holder) return signInPage(visit)
      return submit(visit, factorForm, (form) => setUpAtSignIn(visit.actor, holder, form), {
        done: async () => {
          await finishSignIn(visit.request, site)
          return seeOther('/staff/profile/recovery-codes')
        },
        again: setUpPage,
      })
    })
  }

  return on
}
