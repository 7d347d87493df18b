import { intakeStates, type IntakeState } from '../intakes/rules.ts'
import { deeds } from './certificate-words.ts'
import type { ListedDocument, SentForm } from './queries.ts'

/** One line of a list of documents. */
export interface DocumentLine {
  id: string
  number: number
  title: string
  kind: string
  /** "Signed", "Acknowledged", "Declined". */
  deed: string
  signedAt: Date
  /** The name that was typed, and what its bearer is to the client where that is not the client. */
  by: string
  nameDiffers: boolean
  isReady: boolean
}

export const documentLine = ({ id, number, title, kind, fileId, brief }: ListedDocument): DocumentLine => ({
  ...{ id, number, title, isReady: fileId !== null },
  kind: kinds[kind] ?? kind,
  deed: deeds[brief.signature.kind].at,
  signedAt: new Date(brief.signedAt),
  by: [brief.signer.typedName || 'No name typed', brief.signer.relationship].filter(Boolean).join(', '),
  nameDiffers: brief.signer.nameDiffersFromFile,
})

const kinds: Record<string, string> = { clinical: 'clinical', office: 'office too' }

/** How far one form is. */
export interface FormLine {
  id: string
  title: string
  sentAt: Date
  submittedAt: Date | null
  state: { words: string; look: string }
  /** It is wanted on paper: staff print it. */
  isOnPaper: boolean
}

export function formLine({ title, sentAt, submittedAt, reached, pages, ...form }: SentForm): FormLine {
  const { words, look } = intakeStates[form.state as IntakeState]
  const done = form.state === 'in_progress' ? ` ${Math.round((100 * Math.min(reached, pages)) / pages)}%` : ''
  return {
    ...{ id: form.id, isOnPaper: form.state === 'paper' },
    title,
    sentAt,
    submittedAt,
    state: { words: words + done, look },
  }
}
