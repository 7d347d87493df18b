import PDFDocument from 'pdfkit'
import { inPrintable } from './printable.ts'
import { typefaces, useTypefaces } from './typefaces.ts'

export const colours = { ink: '#1d2a2c', muted: '#52625f', line: '#d9e0dd' }

/** The look of each kind of text: font, size in points, colour (none: the practice's), space below in points. */
const styles = {
  title: { font: 'strong', size: 21, colour: colours.ink, after: 8 },
  section: { font: 'strong', size: 13.5, colour: null, after: 8 },
  heading: { font: 'strong', size: 11, colour: colours.ink, after: 5 },
  body: { font: 'text', size: 10.5, colour: colours.ink, after: 8 },
  quiet: { font: 'text', size: 9, colour: colours.muted, after: 4 },
  label: { font: 'strong', size: 10, colour: colours.ink, after: 3 },
  small: { font: 'text', size: 9, colour: colours.ink, after: 4 },
  smallLabel: { font: 'text', size: 9, colour: colours.muted, after: 4 },
  head: { font: 'strong', size: 8, colour: null, after: 0 },
  edge: { font: 'text', size: 8, colour: colours.muted, after: 0 },
  digits: { font: 'text', size: 8, colour: colours.ink, after: 0 },
  name: { font: 'slanted', size: 19, colour: colours.ink, after: 6 },
} as const
export type Style = keyof typeof styles

export const margins = { top: 92, bottom: 84, left: 72, right: 72 }

/** A document being written: pages from top to bottom, and the tree that a screen reader follows. */
export interface Sheet {
  doc: PDFKit.PDFDocument
  root: PDFKit.PDFStructureElement
  /** How many characters the font could not show; each stands as a square. */
  squares: number
  /** The practice's colour on white, #rrggbb. */
  brand: string
}

type Parent = PDFKit.PDFStructureElement

/**
 * @param made goes into the file as its only date, so that the same document is the same bytes */
export function newSheet(title: string, author: string, brand: string, made: Date): Sheet {
  const info = { Title: forMetadata(title), Author: forMetadata(author), CreationDate: made, ModDate: made }
  const about = { info: { ...info, Producer: 'Anteroom', Creator: 'Anteroom' }, lang: 'en-US', displayTitle: true }
  const paper = { size: 'LETTER', margins, bufferPages: true, tagged: true, pdfVersion: '1.7' } as const
  const doc = new PDFDocument({ ...about, ...paper, font: '' }) // a font given here would be opened from its file
  useTypefaces(doc)
  doc.appendXML(accessible)
  const root = doc.struct('Document')
  doc.addStructure(root)
  return { doc, root, brand, squares: 0 }
}

/** Says that the document is made for PDF/UA-1; the writer's own switch for it has no type. */
const accessible = `
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>`

/** The writer puts title and author into XML as they are. */
const forMetadata = (text: string) => text.replaceAll('&', 'and').replace(/[<>]/g, ' ')

/** A child of the tree, such as a section or a list. */
export function branch(sheet: Sheet, tag: string, parent: Parent = sheet.root): Parent {
  const element = sheet.doc.struct(tag)
  parent.add(element)
  return element
}

/** Writes text below what stands there, over as many pages as it needs. `indent` and `above` in points. */
export function write(
  sheet: Sheet,
  [parent, tag]: [Parent, string],
  style: Style,
  text: string,
  { indent = 0, above = 0 } = {},
): void {
  const { doc } = sheet
  if (doc.y > margins.top) doc.y += above
  const width = doc.page.width - margins.left - margins.right - indent
  const shown = fit(sheet, style, text, width)
  parent.add(
    doc.struct(tag, {}, () => {
      doc.text(shown, margins.left + indent, doc.y, { width, lineGap: styles[style].size * 0.28 })
    }),
  )
  doc.x = margins.left
  doc.y += styles[style].after
}

/** Writes each line as a paragraph of its own; empty lines only part them. */
export function writeParagraphs(sheet: Sheet, parent: Parent, style: Style, text: string, indent = 0): void {
  for (const line of text.split(/[\r\n]+/)) if (line.trim()) write(sheet, [parent, 'P'], style, line, { indent })
}

/** Sets the style, and gives the text as it will be shown in this width. */
export function fit(sheet: Sheet, style: Style, text: string, width: number): string {
  const { font, size, colour } = styles[style]
  sheet.doc
    .font(font)
    .fontSize(size)
    .fillColor(colour ?? sheet.brand)
  const { shown, squares } = inPrintable(sheet.doc, typefaces()[font], text, width)
  sheet.squares += squares
  return shown
}

/** Starts a new page unless this many points are left on the page, so that a heading does not stand alone. */
export function keepTogether({ doc }: Sheet, points: number): void {
  if (doc.y + points > doc.page.height - margins.bottom) doc.addPage()
}
