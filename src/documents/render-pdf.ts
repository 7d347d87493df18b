import { buffer } from 'node:stream/consumers'
import type { RecordSeal } from '../platform/seal.ts'
import { deeds } from './certificate-words.ts'
import { dateInWords, momentInWords } from './moments.ts'
import type { SignedForm } from './record.ts'
import { renderAnswers } from './render-answers.ts'
import { renderCertificate } from './render-certificate.ts'
import { renderSignature } from './render-signature.ts'
import { rows } from './sheet-table.ts'
import { colours, fit, margins, newSheet, write, type Sheet, type Style } from './sheet.ts'

/** What made a PDF: our layout's number, raised with each change to how documents look, and the writer's version. */
export const RENDERER = 'anteroom-pdf 3, pdfkit 0.20.2'

/** How the practice can be reached, printed at the foot of each page. */
export interface PracticeOnPaper {
  name: string
  phone: string
  address: string
  /** Its colour on white, #rrggbb. */
  colour: string
}

/**
 * The tagged PDF of a sealed record, on US Letter. The same record, seal and practice give the same bytes with the
 * same RENDERER; no clock is read.
 * @throws RangeError where the record's time zone is unknown
 */
export async function renderPdf(record: SignedForm, seal: RecordSeal, practice: PracticeOnPaper): Promise<Buffer> {
  const { content } = record.form
  const sheet = newSheet(content.title, practice.name, practice.colour, new Date(record.submittedAt))
  const bytes = buffer(sheet.doc)
  renderOpening(sheet, record)
  renderAnswers(sheet, record)
  renderSignature(sheet, record)
  renderCertificate(sheet, record, seal)
  sheet.root.end()
  renderEdges(sheet, record, practice)
  sheet.doc.end()
  return bytes
}

function renderOpening(sheet: Sheet, record: SignedForm): void {
  const { form, client, signature, signedAt, timeZone } = record
  write(sheet, [sheet.root, 'H1'], 'title', form.content.title)
  write(sheet, [sheet.root, 'P'], 'body', form.content.summary)
  const born = client.dateOfBirth ? [['Date of birth', dateInWords(client.dateOfBirth)] as const] : []
  rows(sheet, sheet.root, [
    ['Client', client.legalName],
    ...born,
    [deeds[signature.kind].at, momentInWords(signedAt, timeZone)],
    ['Document', `No. ${record.documentNumber}, version ${form.version} of the form`],
  ])
}

/** Heads and feet of all pages, outside the tree: a screen reader does not read them on every page. */
function renderEdges(sheet: Sheet, record: SignedForm, practice: PracticeOnPaper): void {
  const { doc } = sheet
  const { start, count } = doc.bufferedPageRange()
  const reach = [practice.name, practice.phone, practice.address.replace(/\s*[\r\n]+\s*/g, ', ')]
  for (let i = 0; i < count; i++) {
    doc.switchToPage(start + i)
    doc.page.margins = { ...margins, top: 0, bottom: 0 }
    doc.markContent('Artifact', { type: 'Pagination' })
    edge(sheet, 44, ['head', practice.name], `${record.form.content.title}  \u00b7  No. ${record.documentNumber}`)
    line(doc, 62, practice.colour)
    line(doc, doc.page.height - 62, colours.line)
    edge(sheet, doc.page.height - 54, ['edge', reach.filter(Boolean).join('  \u00b7  ')], `Page ${i + 1} of ${count}`)
    doc.endMarkedContent()
  }
}

function edge(sheet: Sheet, y: number, [style, left]: [Style, string], right: string): void {
  const { doc } = sheet
  const width = doc.page.width - margins.left - margins.right
  const rightShown = fit(sheet, 'edge', right, width)
  const taken = Math.min(doc.widthOfString(rightShown), width / 2)
  const oneLine = { height: 10, ellipsis: true }
  doc.text(fit(sheet, style, left, width), margins.left, y, { ...oneLine, width: width - taken - 18 })
  fit(sheet, 'edge', '', width)
  doc.text(rightShown, margins.left + width - taken - 1, y, { ...oneLine, width: taken + 1, align: 'right' })
}

function line(doc: PDFKit.PDFDocument, y: number, colour: string): void {
  doc.moveTo(margins.left, y).lineTo(doc.page.width - margins.right, y)
  doc.lineWidth(0.5).strokeColor(colour).stroke()
}
