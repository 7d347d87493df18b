import type { Element, Section } from '../intakes/form.ts'
import { inWords, offered } from './answer-words.ts'
import { isQuestion, type Answer, type Question, type SignedForm } from './record.ts'
import { rows } from './sheet-table.ts'
import { branch, keepTogether, write, writeParagraphs, type Sheet } from './sheet.ts'

type Part = ReturnType<typeof branch>
type Answers = SignedForm['answers']

const indent = 14

/** Writes the form as it was shown: each section with its words, its questions and what was answered. */
export function renderAnswers(sheet: Sheet, { form, answers }: Pick<SignedForm, 'form' | 'answers'>): void {
  for (const section of form.content.sections) renderSection(sheet, section, answers)
}

function renderSection(sheet: Sheet, section: Section, answers: Answers): void {
  const part = branch(sheet, 'Sect')
  keepTogether(sheet, 90)
  write(sheet, [part, 'H2'], 'section', section.title, { above: 14 })
  for (const element of section.elements) {
    if (isQuestion(element)) renderQuestion(sheet, part, element, answers[element.key])
    else renderWords(sheet, part, element)
  }
}

function renderWords(sheet: Sheet, part: Part, element: Exclude<Element, Question>): void {
  if (element.kind === 'heading') {
    keepTogether(sheet, 60)
    write(sheet, [part, 'H3'], 'heading', element.text, { above: 6 })
  } else if (element.kind === 'text') {
    writeParagraphs(sheet, part, 'body', element.text)
  } else {
    renderList(sheet, part, element.items)
  }
}

function renderList(sheet: Sheet, part: Part, items: string[]): void {
  const list = branch(sheet, 'L', part)
  for (const item of items) {
    const entry = branch(sheet, 'LI', list)
    keepTogether(sheet, 20)
    const top = { page: sheet.doc.page, y: sheet.doc.y }
    write(sheet, [entry, 'Lbl'], 'body', '\u2022')
    if (sheet.doc.page === top.page) sheet.doc.y = top.y
    write(sheet, [entry, 'LBody'], 'body', item, { indent })
  }
}

function renderQuestion(sheet: Sheet, part: Part, question: Question, answer: Answer | undefined): void {
  keepTogether(sheet, 56)
  write(sheet, [part, 'P'], 'label', question.label, { above: 4 })
  if (question.help) write(sheet, [part, 'P'], 'quiet', question.help)
  const range = offered(question)
  if (range) write(sheet, [part, 'P'], 'quiet', range)
  if (question.kind === 'matrix') return renderMatrix(sheet, part, question, answer)
  const given = inWords(question, answer)
  if (given) writeParagraphs(sheet, part, 'body', given, indent)
  else write(sheet, [part, 'P'], 'smallLabel', 'Not answered', { indent })
}

function renderMatrix(
  sheet: Sheet,
  part: Part,
  question: Extract<Question, { kind: 'matrix' }>,
  answer: Answer | undefined,
): void {
  const chosen = typeof answer === 'object' && !Array.isArray(answer) ? answer : {}
  const table = question.rows.map(({ key, label }): [string, string] => [label, chosen[key] || 'Not answered'])
  rows(sheet, part, table, { labelWidth: 300, indent })
  sheet.doc.y += 6
}
