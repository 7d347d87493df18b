import { branch, colours, fit, margins, type Sheet, type Style } from './sheet.ts'

export type Row = readonly [label: string, value: string, style?: Style]

interface Cell {
  style: Style
  text: string
  x: number
  width: number
}

/** The writer's types do not know `scope`; a reader needs it to say the label with the value. */
const rowHeader = { lang: 'en-US', scope: 'Row' }

/** Writes a table of two columns, labels and values, with a fine line below each row. Widths in points. */
export function rows(
  sheet: Sheet,
  parent: ReturnType<typeof branch>,
  table: readonly Row[],
  { labelWidth = 136, indent = 0 } = {},
): void {
  const { doc } = sheet
  const left = margins.left + indent
  const right = doc.page.width - margins.right
  const valueAt = left + labelWidth
  const tree = branch(sheet, 'Table', parent)
  for (const [label, value, style = 'small'] of table) {
    const header: Cell = { style: 'smallLabel', text: onOnePage(label), x: left, width: labelWidth - 14 }
    const cell: Cell = { style, text: onOnePage(value), x: valueAt, width: right - valueAt }
    const height = Math.max(heightOf(sheet, header), heightOf(sheet, cell))
    if (doc.y + height + 10 > doc.page.height - margins.bottom) doc.addPage()
    const y = doc.y + 5
    const row = branch(sheet, 'TR', tree)
    row.add(doc.struct('TH', rowHeader, () => draw(sheet, header, y)))
    row.add(doc.struct('TD', {}, () => draw(sheet, cell, y)))
    doc.y = y + height + 5
    doc.markContent('Artifact', { type: 'Layout' })
    doc.moveTo(left, doc.y).lineTo(right, doc.y).lineWidth(0.5).strokeColor(colours.line).stroke()
    doc.endMarkedContent()
  }
  doc.x = margins.left
  doc.y += 6
}

/** A row is not broken over pages, so it must fit on one. */
function onOnePage(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  return flat.length <= 1000 ? flat : `${flat.slice(0, 1000)} ... (the evidence file holds the whole)`
}

function heightOf(sheet: Sheet, { style, text, width }: Cell): number {
  const { doc, squares } = sheet
  const height = doc.heightOfString(fit(sheet, style, text, width), { width, lineGap })
  sheet.squares = squares // measured, not shown
  return height
}

function draw(sheet: Sheet, { style, text, x, width }: Cell, y: number): void {
  sheet.doc.text(fit(sheet, style, text, width), x, y, { width, lineGap })
}

const lineGap = 2.5
