import type { RecordSeal } from '../platform/seal.ts'
import type { Element } from '../intakes/form.ts'
import { inWords, offered } from './answer-words.ts'
import { capacityOf, deeds, tablesOf } from './certificate-words.ts'
import { drawingOf, type Drawing } from './drawing.ts'
import { momentInWords } from './moments.ts'
import { isQuestion, type Answer, type Question, type SignedForm } from './record.ts'

/** One thing of a signed form as its page shows it. */
type Shown =
  | { kind: 'heading'; text: string }
  | { kind: 'words'; lines: string[] }
  | { kind: 'list'; items: string[] }
  | { kind: 'answer'; label: string; notes: string[]; given: string[] }
  | { kind: 'matrix'; label: string; rows: { label: string; given: string }[] }

/** A sealed record to be read as a page: everything its PDF says, certificate included. */
export interface RecordPage {
  title: string
  summary: string
  facts: { label: string; value: string }[]
  sections: { title: string; parts: Shown[] }[]
  statement: string[]
  declined: string | null
  drawing: Drawing | null
  name: string
  by: string
  nameOnFile: string | null
  certificate: { heading: string; rows: { label: string; value: string }[] }[]
}

/** How the practice is reached now; its name is the one of the record. */
interface Reachable {
  phone: string
  postalAddress: string
}

export function recordPage(record: SignedForm, seal: RecordSeal, practice: Reachable): RecordPage {
  const { form, client, signer, signature, signedAt, timeZone } = record
  const declined = signature.kind === 'declined_to_sign'
  const moment = momentInWords(signedAt, timeZone)
  return {
    title: form.content.title,
    summary: form.content.summary,
    facts: [
      {
        label: 'Practice',
        value: [record.organization.name, practice.phone, inOneLine(practice.postalAddress)].join(', '),
      },
      { label: 'Client', value: client.legalName },
      { label: deeds[signature.kind].at, value: moment },
      { label: 'Document', value: `No. ${record.documentNumber}, version ${form.version} of the form` },
    ],
    sections: form.content.sections.map(({ title, elements }) => ({
      title,
      parts: elements.map((element) => shown(element, record.answers)),
    })),
    statement: paragraphs(form.content.statement),
    declined: declined ? (signature.reason ?? 'No reason was given.') : null,
    drawing: signature.strokes && drawingOf(signature.strokes),
    name: signer.typedName,
    by: `${capacityOf(record)}. ${moment}`,
    nameOnFile: signer.nameDiffersFromFile ? client.legalName : null,
    certificate: tablesOf(record, seal).map(([heading, rows]) => ({
      heading,
      rows: rows.map(([label, value]) => ({ label, value })),
    })),
  }
}

function shown(element: Element, answers: SignedForm['answers']): Shown {
  if (isQuestion(element)) return question(element, answers[element.key])
  if (element.kind === 'heading') return element
  return element.kind === 'list' ? element : { kind: 'words', lines: paragraphs(element.text) }
}

function question(asked: Question, answer: Answer | undefined): Shown {
  const { label } = asked
  if (asked.kind === 'matrix') {
    const chosen = typeof answer === 'object' && !Array.isArray(answer) ? answer : {}
    const rows = asked.rows.map((row) => ({ label: row.label, given: chosen[row.key] || 'Not answered' }))
    return { kind: 'matrix', label, rows }
  }
  const notes = [asked.help, offered(asked)].filter((note) => note !== undefined)
  return { kind: 'answer', label, notes, given: paragraphs(inWords(asked, answer)) }
}

const inOneLine = (text: string) => text.replace(/\s*\n\s*/g, ', ')

const paragraphs = (text: string) => text.split('\n').filter((line) => line.trim() !== '')
