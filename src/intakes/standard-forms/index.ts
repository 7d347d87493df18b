import type { FormContent } from '../form.ts'
import { consent } from './consent.ts'
import { notice } from './notice.ts'
import { questionnaire } from './questionnaire.ts'

/** Shown to staff above each standard form; clients never see it. */
export const reviewNote = 'Written in plain language for this project. Have your counsel review it before you use it.'

type StandardForm = {
  key: 'questionnaire' | 'consent' | 'notice'
  /** Who may read the answers: `clinical` keeps them from the Office role. */
  kind: 'clinical' | 'office'
  content: FormContent
}

/** The forms every practice begins with, in the order in which a client meets them. */
export const standardForms: readonly StandardForm[] = [
  { key: 'questionnaire', kind: 'clinical', content: questionnaire },
  { key: 'consent', kind: 'clinical', content: consent },
  { key: 'notice', kind: 'office', content: notice },
]
