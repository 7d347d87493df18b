import type { PortalClient } from '../actor.ts'
import { record } from '../audit.ts'
import { NotFound } from '../errors.ts'
import { now } from '../platform/clock.ts'
import { inOrganization } from '../platform/database.ts'
import { minutesAfter } from '../platform/time.ts'
import { authorize } from '../policy.ts'
import { answersIn, errorsIn, type Draft } from './answer-fields.ts'
import type { Section } from './form.ts'
import { answersOf, lockAnswers, type Answers } from './intake-content.ts'
import { intakeToChange } from './intake-to-change.ts'
import { questionsOf } from './questions.ts'
import { afterAction } from './rules.ts'
import { isOpen } from './steps.ts'

interface Saving {
  id: string
  /** 1-based. */
  section: number
  /** `draft`: by itself while typing; `page`: by a button; `finish`: by a button that also checks the section. */
  as: 'draft' | 'page' | 'finish'
}

/**
 * Keeps what was typed on one section, finished or not. To finish it, nothing may be wrong with it.
 * @returns when it was saved, and what is wrong with the section
 */
export async function saveAnswers(actor: PortalClient, { id, section: number, as }: Saving, draft: Draft) {
  return inOrganization(actor, async (tx) => {
    const intake = authorize(actor, 'intake.fill', await intakeToChange(tx, actor, id))
    const afterSaving = afterAction(intake.state, 'save')
    const section = intake.content.sections[number - 1]
    if (!section || !isOpen(intake, number)) throw new NotFound()
    const before = await answersOf(tx, intake)
    const answers = withSection(section, before, draft)
    const isChanged = !isSame(section, before, answers)
    const errors = as === 'finish' ? errorsIn(section, answers) : []
    const reached = as === 'finish' && !errors.length ? Math.max(intake.reached, number) : intake.reached
    const savedAt = now()
    await tx.intake.update({
      where: { organizationId_id: { organizationId: actor.organizationId, id } },
      data: {
        ...{ reached, savedAt },
        ...(isChanged ? { answers: await lockAnswers(tx, intake, answers) } : {}),
        // what is changed after signing must be signed again
        ...(isChanged || intake.state !== 'signed' ? { state: afterSaving, signature: null } : {}),
      },
    })
    const isRecent = intake.savedAt && minutesAfter(intake.savedAt, 1) > savedAt
    if (as !== 'draft' || !isRecent) await record(tx, actor, 'intake.saved', id, { section: number })
    return { savedAt, errors }
  })
}

function withSection(section: Section, before: Answers, draft: Draft): Answers {
  const here = new Set(questionsOf(section).map(({ key }) => key))
  const elsewhere = Object.entries(before).filter(([key]) => !here.has(key))
  return { ...Object.fromEntries(elsewhere), ...answersIn([section], draft) }
}

const isSame = (section: Section, one: Answers, other: Answers) =>
  questionsOf(section).every(({ key }) => JSON.stringify(sorted(one[key])) === JSON.stringify(sorted(other[key])))

/** The rows of a matrix come in any order. */
const sorted = (answer: Answers[string] | undefined) =>
  typeof answer === 'object' && !Array.isArray(answer) ? Object.entries(answer).sort() : answer
