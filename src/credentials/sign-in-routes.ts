import type { PortalClient, StaffActor, Visitor } from '../actor.ts'
import { NotFound } from '../errors.ts'
import { offerPhrase } from '../platform/passwords.ts'
import { authorize } from '../policy.ts'
import { endSession, finishSignIn } from '../web/passports.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { askForPassword, forgottenForm, type Asked } from './ask-for-password.ts'
import { baseOf } from './site-paths.ts'
import { factorPage } from './factor-page.ts'
import { halfWay } from './half-way.ts'
import type { Holder } from './holder.ts'
import { codeForm, factorForm, passSecondFactor, setUpAtSignIn } from './pass-second-factor.ts'
import { LINK_MINUTES } from './rules.ts'
import { linkStanding, openPasswordLink, passwordForm, setPassword } from './set-password.ts'

type Anybody = Visitor | StaffActor | PortalClient

/** Between the password and being in, and a new password for who forgot theirs: the same on both sites. */
export function credentialRoutes(site: Holder['site']) {
  const on = routes<Anybody>()
  const asked = (visit: Visit): Asked =>
    site === 'staff' ? { site } : { site, organizationId: visit.practice.organizationId }
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

  const forgottenPage = (form: FormState) => page(`${site}/credentials/forgotten`, 'Forgot your password?', { form })

  on.get('/forgotten-password', 'password.set', ({ actor }) => {
    authorize(actor, 'password.set')
    return forgottenPage(unsent())
  })

  on.post('/forgotten-password', 'password.set', (visit) => {
    authorize(visit.actor, 'password.set')
    return submit(visit, forgottenForm, (form) => askForPassword(visit.actor, asked(visit), form, visit.address), {
      done: () => page(`${site}/credentials/asked`, 'Look at your mail', { minutes: LINK_MINUTES }),
      again: forgottenPage,
    })
  })

  const passwordPage = async (visit: Visit, form: FormState = unsent()) => {
    const standing = await linkStanding(visit.actor, visit.request.session.passwordLink)
    return page(`${site}/credentials/new-password`, 'Choose a new password', {
      ...standing,
      form,
      phrase: await offerPhrase(form.values['phrase']),
    })
  }

  // the token leaves the URL at once; the browser's session remembers the link, not the token
  on.get('/new-password', 'password.set', async (visit) => {
    if (visit.query['key'] === undefined) return passwordPage(visit)
    const opened = await openPasswordLink(visit.actor, asked(visit), visit.query['key'])
    if (opened) Object.assign(visit.request.session, { site, passwordLink: opened })
    else delete visit.request.session.passwordLink
    return seeOther(`${baseOf(site, visit)}/new-password`)
  })

  on.post('/new-password', 'password.set', (visit) => {
    const { session } = visit.request
    const isElsewhere = site === 'portal' && session.passwordLink?.organizationId !== visit.practice.organizationId
    if (session.passwordLink && isElsewhere) throw new NotFound()
    return submit(visit, passwordForm, (form) => setPassword(visit.actor, session.passwordLink, form, visit.address), {
      done: async () => {
        await endSession(visit.request)
        Object.assign(visit.request.session, { site, notice: 'Your new password is set. Please sign in with it.' })
        return signInPage(visit)
      },
      again: (form) => passwordPage(visit, form),
    })
  })

  return on
}
