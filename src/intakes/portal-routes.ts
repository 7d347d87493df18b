import { z } from 'zod'
import type { PortalClient } from '../actor.ts'
import { NotFound, RuleBroken } from '../errors.ts'
import { portalPath } from '../portal-path.ts'
import { json, page, seeOther, type Reply } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { draftFields, type Draft } from './answer-fields.ts'
import { checkedSectionPage, closedPage, savedWords, sectionPage } from './form-page.ts'
import { formToRead, openForm, type OpenedForm } from './open-form.ts'
import { isReadInFull } from './questions.ts'
import { saveAnswers } from './save-answers.ts'
import { isClosed, isOpen, nextStep } from './steps.ts'
import { yourForms } from './your-forms.ts'

/** The client's forms: the list, and the pages they are filled in on. */
export const formRoutes = routes<PortalClient>()
const on = formRoutes
type Asking = Visit<PortalClient>

on.get('/forms', 'intake.list', async ({ actor }) =>
  page('portal/forms/index', 'Your forms', { yours: await yourForms(actor) }),
)

on.get('/forms/:id', 'intake.fill', async (visit) => {
  const form = await formToRead(visit.actor, 'intake.fill', visit.params['id']!)
  return isClosed(form.state) ? closedPage(form) : to(visit, nextStep(form))
})

on.get('/forms/:id/sections/:number', 'intake.fill', async (visit) => {
  const number = numberIn(visit)
  const form = await openForm(visit.actor, 'intake.fill', visit.params['id']!, number)
  if (isClosed(form.state)) return to(visit, '')
  if (isReadInFull(form.content) || !isOpen(form, number)) return to(visit, nextStep(form))
  const isChecked = visit.query['check'] !== undefined
  return isChecked
    ? { ...checkedSectionPage(form, number, visit.practice), status: 200 }
    : sectionPage(form, number, visit.practice)
})

/** The buttons below a section; a form sent without one is saved. */
const buttons = z.enum(['next', 'save', 'back', 'paper']).catch('save')

on.post('/forms/:id/sections/:number', 'intake.fill', async (visit) => {
  const { actor, practice } = visit
  const { id, number, form: before, fields } = await sectionOf(visit)
  const { go: button, ...form } = visit.form
  const go = buttons.parse(button)
  const save = (draft: Draft) =>
    saveAnswers(actor, { id, section: number, as: go === 'next' ? 'finish' : 'page' }, draft)
  return submit({ ...visit, form }, fields, save, {
    done: async ({ errors }) =>
      errors.length
        ? checkedSectionPage(await formToRead(actor, 'intake.fill', id), number, practice)
        : afterSaving(visit, before, number, go),
    again: async (typed) => {
      const form = await formToRead(actor, 'intake.fill', id)
      return isClosed(form.state) ? closedPage(form) : sectionPage(form, number, practice, typed)
    },
  })
})

on.post('/forms/:id/sections/:number/draft', 'intake.fill', async (visit) => {
  const { id, number, fields } = await sectionOf(visit)
  const draft = fields.safeParse(visit.form)
  if (!draft.success) return json({ error: draft.error.issues[0]?.message }, 422)
  try {
    const { savedAt } = await saveAnswers(visit.actor, { id, section: number, as: 'draft' }, draft.data)
    return json({ savedAt: savedWords(savedAt, visit.practice.timeZone) })
  } catch (error) {
    if (error instanceof RuleBroken) return json({ error: error.message }, 422)
    throw error
  }
})

/** The number of the section a URL names; 0, which no form has, where it names none. */
const numberIn = ({ params }: Asking): number =>
  /^[1-9]\d{0,2}$/.test(params['number']!) ? Number(params['number']) : 0

/** A page of a form, as it is before something is done to it. */
async function sectionOf(visit: Asking) {
  const number = numberIn(visit)
  const form = await formToRead(visit.actor, 'intake.fill', visit.params['id']!)
  const section = form.content.sections[number - 1]
  if (!section || isReadInFull(form.content)) throw new NotFound()
  return { id: form.id, number, form, fields: draftFields(section) }
}

/** To a page of the same form. */
const to = ({ practice, params }: Asking, path: string): Reply =>
  seeOther(`${portalPath(practice)}/forms/${params['id']}${path}`)

function afterSaving(visit: Asking, form: OpenedForm, number: number, go: z.infer<typeof buttons>): Reply {
  if (go === 'paper') return to(visit, '/paper')
  const next = number + (go === 'next' ? 1 : go === 'back' ? -1 : 0)
  if (next < 1) return seeOther(`${portalPath(visit.practice)}/forms`)
  return to(visit, next > form.content.sections.length ? '/signature' : `/sections/${next}`)
}
