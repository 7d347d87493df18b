import type { StaffActor } from '../actor.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import { confirmKit, makeKit, mayMakeKit } from './recovery-kit.ts'
import { removeFactorOfClient, removeFactorOfStaff } from './remove-second-factor.ts'
import { SET_UP_DAYS, type Demand } from './rules.ts'
import { changeSignInRules, demandForm, signInRules } from './sign-in-rules.ts'

/** The recovery kit at the end of the set-up: it comes before every other page. */
export const kitRoutes = routes<StaffActor>()

kitRoutes.get('/recovery-kit', 'recovery-kit.keep', async ({ actor }) => {
  await mayMakeKit(actor)
  return page('staff/recovery-kit/new', 'Your recovery kit', {})
})

kitRoutes.post('/recovery-kit', 'recovery-kit.keep', async ({ actor }) =>
  page('staff/recovery-kit/show', 'Your recovery kit', await makeKit(actor)),
)

kitRoutes.post('/recovery-kit/storage', 'recovery-kit.keep', async ({ actor }) => {
  await confirmKit(actor)
  return seeOther('/staff')
})

/** What an administrator decides about signing in: for the practice, for a colleague, for a client. */
export const signInRulesRoutes = routes<StaffActor>()

const choices: { value: Demand; words: string }[] = [
  { value: 'required', words: 'Required: nobody signs in without one' },
  { value: 'grace', words: `Required, with ${SET_UP_DAYS} days to set it up` },
  { value: 'optional', words: 'Optional: each decides' },
]

const rulesPage = async (actor: StaffActor, form?: FormState) => {
  const { secondFactor, without } = await signInRules(actor)
  return page('staff/organization/sign-in', 'Sign-in rules', {
    form: form ?? unsent({ secondFactor }),
    choices,
    without,
  })
}

signInRulesRoutes.get('/organization/sign-in', 'sign-in-rules.change', ({ actor }) => rulesPage(actor))

signInRulesRoutes.post('/organization/sign-in', 'sign-in-rules.change', (visit) =>
  submit(visit, demandForm, (form) => changeSignInRules(visit.actor, form), {
    done: () => {
      visit.request.session.notice = 'The sign-in rules are saved.'
      return seeOther('/staff/organization/sign-in')
    },
    again: (form) => rulesPage(visit.actor, form),
  }),
)

signInRulesRoutes.post('/organization/staff/:id/second-factor/removal', 'second-factor.remove', async (visit) => {
  await removeFactorOfStaff(visit.actor, visit.params['id']!)
  visit.request.session.notice = 'The second factor was removed. They were told by mail.'
  return seeOther(`/staff/organization/staff/${visit.params['id']}`)
})

signInRulesRoutes.post('/clients/:id/second-factor/removal', 'second-factor.remove', async (visit) => {
  await removeFactorOfClient(visit.actor, visit.params['id']!)
  visit.request.session.notice = 'The second factor was removed. The client was told by mail.'
  return seeOther(`/staff/clients/${visit.params['id']}`)
})
