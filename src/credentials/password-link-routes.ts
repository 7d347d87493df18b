import type { PortalClient, StaffActor, Visitor } from '../actor.ts'
import { NotFound } from '../errors.ts'
import { offerPhrase } from '../platform/passwords.ts'
import { authorize } from '../policy.ts'
import { endSession } from '../web/passports.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { askForPassword, forgottenForm, type Asked } from './ask-for-password.ts'
import type { Holder } from './holder.ts'
import { LINK_MINUTES } from './rules.ts'
import { linkStanding, openPasswordLink, passwordForm, setPassword } from './set-password.ts'
import { baseOf } from './site-paths.ts'

type Anybody = Visitor | StaffActor | PortalClient

/** A new password for who forgot theirs: asked for by mail, and chosen through the link. The same on both sites. */
export function passwordLinkRoutes(site: Holder['site']) {
  const on = routes<Anybody>()
  const asked = (visit: Visit): Asked =>
    site === 'staff' ? { site } : { site, organizationId: visit.practice.organizationId }

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
        return seeOther(`${baseOf(site, visit)}/sign-in`)
      },
      again: (form) => passwordPage(visit, form),
    })
  })

  return on
}
