import { z } from 'zod'
import type { PortalClient, Visitor } from '../actor.ts'
import { NotFound } from '../errors.ts'
import { authorize } from '../policy.ts'
import { endSession, sitePassport } from '../web/passports.ts'
import { carriedBack, hiddenFields, isTypedBy } from '../web/carried-form.ts'
import { signedOutWords } from '../web/ended-session.ts'
import { json, page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent } from '../web/submit.ts'
import { portalSignIn } from './sign-in.ts'
import type { SignedIn } from './check-sign-in.ts'
import { portalHome } from './home.ts'
import { signInForm } from './sign-in-form.ts'

const signIn = sitePassport('portal', (request, email, password) =>
  portalSignIn(request.practice?.organizationId ?? '', email, password, request.ip ?? ''),
)

/** Signing in and out at a practice's own address. */
export const signInRoutes = routes<Visitor | PortalClient>()

signInRoutes.get('/sign-in', 'session.start', ({ actor }) => {
  authorize(actor, 'session.start')
  return page('portal/sign-in', 'Sign in', { form: unsent() })
})

signInRoutes.post('/sign-in', 'session.start', (visit) => {
  authorize(visit.actor, 'session.start')
  return submit(visit, signInForm, () => signIn(visit.request), {
    done: () => seeOther(`/portal/${visit.practice.portalAddress}`),
    again: (form) => page('portal/sign-in', 'Sign in', { form }),
  })
})

// signs in with a form that was typed before the sign-out, and hands it back to the same person only
signInRoutes.post('/forms/sign-in', 'session.start', (visit) => {
  authorize(visit.actor, 'session.start')
  const { request, form, practice } = visit
  const carried = carriedBack(form)
  if (!carried) throw new NotFound()
  return submit(visit, z.object(signInForm.shape), () => signIn(request), {
    done: () =>
      isTypedBy(carried, request.session as SignedIn)
        ? page('portal/carry-on', 'You are back', { carried })
        : seeOther(`/portal/${practice.portalAddress}`),
    again: (typed) => {
      const model = { form: typed, hidden: hiddenFields(carried), signedOut: signedOutWords(request) }
      return page('portal/sign-in-again', 'Sign in', model)
    },
  })
})

signInRoutes.post('/sign-out', 'session.end', async (visit) => {
  authorize(visit.actor, 'session.end')
  await endSession(visit.request)
  return seeOther(`/portal/${visit.practice.portalAddress}/sign-in`)
})

/** The first screen of a signed-in client. */
export const homeRoutes = routes<PortalClient>()

homeRoutes.get('/', 'portal.home', async ({ actor }) => page('portal/home', 'Home', await portalHome(actor)))

homeRoutes.post('/session', 'session.keep', ({ actor }) => {
  authorize(actor, 'session.keep')
  return json({ kept: true })
})
