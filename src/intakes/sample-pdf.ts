import { createRequire } from 'node:module'
import { buffer } from 'node:stream/consumers'

const font = createRequire(import.meta.url).resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf')

const words = [
  'This is a sample. It has no information about you.',
  'If you can read these lines, your device can open the copies of forms you sign in the portal.',
  'Go back to the portal to go on.',
]

let made: Promise<Buffer> | undefined

/** A PDF of one page, tagged like the real copies, made once for each process. */
export const samplePdf = (): Promise<Buffer> => (made ??= makeSample())

async function makeSample(): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit') // a start need not wait for it
  const made = new Date('2026-01-01T00:00:00Z')
  const info = { Title: 'Sample document', Author: 'Anteroom', CreationDate: made, ModDate: made }
  const doc = new PDFDocument({
    ...{ size: 'LETTER', margin: 72, tagged: true, pdfVersion: '1.7', lang: 'en-US', displayTitle: true },
    ...{ info, font },
  })
  const bytes = buffer(doc)
  const root = doc.struct('Document')
  doc.addStructure(root)
  root.add(doc.struct('H1', {}, () => doc.fontSize(22).text('Sample document').moveDown()))
  for (const line of words) root.add(doc.struct('P', {}, () => doc.fontSize(12).text(line).moveDown()))
  root.end()
  doc.end()
  return bytes
}
