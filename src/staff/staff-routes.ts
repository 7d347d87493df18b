import type { Visitor, StaffActor } from '../actor.ts'
import { staffPathAfter } from '../credentials/site-paths.ts'
import { signInForm } from '../credentials/sign-in-form.ts'
import { signOut } from '../credentials/sign-out.ts'
import { authorize } from '../policy.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { endSession, sitePassport } from '../web/passports.ts'
import { submit, unsent } from '../web/submit.ts'
import { staffHome } from './home.ts'
import { staffSignIn } from './sign-in.ts'

const signIn = sitePassport('staff', {
  accountOf: (_request, email) => email,
  check: (_request, email, given) => staffSignIn(email, given),
})

/** Signing in and out on the staff's site. */
export const signInRoutes = routes<Visitor | StaffActor>()

signInRoutes.get('/sign-in', 'session.start', ({ actor }) => {
  authorize(actor, 'session.start')
  return page('staff/sign-in', 'Sign in', { form: unsent() })
})

signInRoutes.post('/sign-in', 'session.start', (visit) => {
  authorize(visit.actor, 'session.start')
  return submit(visit, signInForm, () => signIn(visit.request), {
    done: (step) => seeOther(staffPathAfter[step]),
    again: (form) => page('staff/sign-in', 'Sign in', { form }),
  })
})

signInRoutes.post('/sign-out', 'session.end', async (visit) => {
  await endSession(visit.request)
  await signOut(visit.actor)
  return seeOther('/staff/sign-in')
})

/** The first screen of a signed-in staff member. */
export const homeRoutes = routes<StaffActor>()

homeRoutes.get('/', 'home.view', async ({ actor }) => page('staff/home', 'Home', await staffHome(actor)))
