import type { Router } from 'express'
import type { Visitor } from '../actor.ts'
import { staffPathAfter } from '../credentials/site-paths.ts'
import { timeZones } from '../platform/time.ts'
import { enter } from '../web/passports.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import type { OneTimeCode } from './one-time-code.ts'
import { maySetUp, practiceForm, setUpPractice } from './set-up-practice.ts'

/**
 * The first-run page: it exists while there is no practice, for whoever has the code from the log. At its end the
 * settings of this installation are written down.
 */
export function setupRoutes(code: OneTimeCode, writeSettings: () => void): Router {
  const { get, post, router } = routes<Visitor>()
  const formPage = (form: FormState) => page('setup/new', 'Set up your practice', { form, zones: timeZones })

  get('/', 'practice.set-up', async ({ actor }) => {
    await maySetUp(actor)
    return formPage(unsent({ timeZone: 'America/New_York' }))
  })

  post('/', 'practice.set-up', async (visit) => {
    await maySetUp(visit.actor)
    return submit(visit, practiceForm, (form) => setUpPractice(visit.actor, code, form), {
      done: async (account) => {
        await enter(visit.request, 'staff', account)
        writeSettings()
        return seeOther(staffPathAfter[account.step])
      },
      again: formPage,
    })
  })
  return router
}
