import type { StaffActor } from '../actor.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { passwordOnly } from './change-second-factor.ts'
import { confirmKit, makeKit, mayMakeKit } from './recovery-kit.ts'
import { removeFactorOf, whoseFactor } from './remove-second-factor.ts'
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

const removals = [
  { owner: 'staff', at: '/organization/staff/:id', told: 'The second factor was removed. They were told by mail.' },
  { owner: 'client', at: '/clients/:id', told: 'The second factor was removed. The client was told by mail.' },
] as const

for (const { owner, at, told } of removals) {
  const back = (visit: Visit<StaffActor>) => `/staff${at.replace(':id', visit.params['id']!)}`
  const removalPage = async (visit: Visit<StaffActor>, form = unsent()) =>
    page('staff/credentials/factor-removal', 'Remove the second factor', {
      ...{ form, back: back(visit), who: await whoseFactor(visit.actor, owner, visit.params['id']!) },
    })

  signInRulesRoutes.get(`${at}/second-factor/removal`, 'second-factor.remove', (visit) => removalPage(visit))

  signInRulesRoutes.post(`${at}/second-factor/removal`, 'second-factor.remove', (visit) =>
    submit(visit, passwordOnly, (form) => removeFactorOf(visit.actor, owner, visit.params['id']!, form), {
      done: () => {
        visit.request.session.notice = told
        return seeOther(back(visit))
      },
      again: (form) => removalPage(visit, form),
    }),
  )
}
