import { z } from 'zod'
import type { PortalClient, Visitor } from '../actor.ts'
import type { SignedIn } from '../credentials/check-sign-in.ts'
import { halfWay } from '../credentials/half-way.ts'
import { codeForm, passSecondFactor } from '../credentials/pass-second-factor.ts'
import { signInForm } from '../credentials/sign-in-form.ts'
import { signOut } from '../credentials/sign-out.ts'
import { NotFound } from '../errors.ts'
import { authorize } from '../policy.ts'
import { portalPath } from '../portal-path.ts'
import { endSession, finishSignIn, sitePassport } from '../web/passports.ts'
import { carriedBack, hiddenFields, isTypedBy, type CarriedForm } from '../web/carried-form.ts'
import { signedOutWords } from '../web/ended-session.ts'
import { json, page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { portalHome } from './home.ts'
import { portalSignIn } from './sign-in.ts'

const signIn = sitePassport('portal', {
  accountOf: ({ practice }, email) => `${practice?.organizationId} ${email}`,
  check: ({ practice }, email, given) => portalSignIn(practice?.organizationId ?? '', email, given),
})

/** Signing in and out at a practice's own address. */
export const signInRoutes = routes<Visitor | PortalClient>()

signInRoutes.get('/sign-in', 'session.start', ({ actor }) => {
  authorize(actor, 'session.start')
  return page('portal/sign-in', 'Sign in', { form: unsent() })
})

signInRoutes.post('/sign-in', 'session.start', (visit) => {
  authorize(visit.actor, 'session.start')
  const home = portalPath(visit.practice)
  return submit(visit, signInForm, () => signIn(visit.request), {
    done: (step) => seeOther(step === 'code' ? `${home}/sign-in/code` : home),
    again: (form) => page('portal/sign-in', 'Sign in', { form }),
  })
})

/** A form that was typed before the sign-out is handed back to the same person only. */
const carryOn = ({ request, practice }: Visit, carried: CarriedForm) =>
  isTypedBy(carried, request.session as SignedIn)
    ? page('portal/carry-on', 'You are back', { carried })
    : seeOther(portalPath(practice))

const codePage = (form: FormState, carried: CarriedForm) =>
  page('portal/credentials/code', 'Enter your code', { form, hidden: hiddenFields(carried) })

signInRoutes.post('/forms/sign-in', 'session.start', (visit) => {
  authorize(visit.actor, 'session.start')
  const { request, form } = visit
  const carried = carriedBack(form)
  if (!carried) throw new NotFound()
  return submit(visit, z.object(signInForm.shape), () => signIn(request), {
    done: (step) => (step === 'code' ? codePage(unsent(), carried) : carryOn(visit, carried)),
    again: (typed) => {
      const model = { form: typed, hidden: hiddenFields(carried), signedOut: signedOutWords(request) }
      return page('portal/sign-in-again', 'Sign in', model)
    },
  })
})

signInRoutes.post('/forms/sign-in/code', 'second-factor.pass', (visit) => {
  authorize(visit.actor, 'second-factor.pass')
  const carried = carriedBack(visit.form)
  if (!carried) throw new NotFound()
  const holder = halfWay(visit.request.session, 'portal', 'code', visit.practice)
  if (!holder) return seeOther(`${portalPath(visit.practice)}/sign-in`)
  return submit(visit, z.object(codeForm.shape), (form) => passSecondFactor(visit.actor, holder, form), {
    done: async () => {
      await finishSignIn(visit.request, 'portal')
      return carryOn(visit, carried)
    },
    again: (form) => codePage(form, carried),
  })
})

signInRoutes.post('/sign-out', 'session.end', async (visit) => {
  await endSession(visit.request)
  await signOut(visit.actor)
  return seeOther(`${portalPath(visit.practice)}/sign-in`)
})

/** The first screen of a signed-in client. */
export const homeRoutes = routes<PortalClient>()

homeRoutes.get('/', 'portal.home', async ({ actor }) => page('portal/home', 'Home', await portalHome(actor)))

homeRoutes.post('/session', 'session.keep', ({ actor }) => {
  authorize(actor, 'session.keep')
  return json({ kept: true })
})
