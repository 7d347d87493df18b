import type { StaffActor } from '../actor.ts'
import { page, seeOther } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import { alwaysOn, optionalChoices } from './mail-choices.ts'
import { changePreferences, ownPreferences, preferencesForm } from './preferences.ts'

/** What a staff member chooses for themselves: mails, and how clients are named in lists. */
export const preferencesRoutes = routes<StaffActor>()
const PREFERENCES = '/profile/preferences'

async function preferencesPage(actor: StaffActor, typed?: FormState) {
  const { initialsOnly, mails } = await ownPreferences(actor)
  const form = typed ?? unsent({ initialsOnly: initialsOnly ? 'on' : '', mails })
  const ticked = [form.values['mails'] ?? []].flat()
  const choices = optionalChoices.map((choice) => ({ ...choice, ticked: ticked.includes(choice.value) }))
  return page('staff/profile/preferences', 'Mails and names', { form, choices, alwaysOn })
}

preferencesRoutes.get(PREFERENCES, 'preferences.change', ({ actor }) => preferencesPage(actor))

preferencesRoutes.post(PREFERENCES, 'preferences.change', (visit) =>
  submit(visit, preferencesForm, (form) => changePreferences(visit.actor, form), {
    done: () => {
      visit.request.session.notice = 'Your choices are saved.'
      return seeOther(`/staff${PREFERENCES}`)
    },
    again: (form) => preferencesPage(visit.actor, form),
  }),
)
