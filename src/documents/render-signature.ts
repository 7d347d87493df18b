import { capacityOf } from './certificate-words.ts'
import { momentInWords } from './moments.ts'
import type { SignedForm } from './record.ts'
import { branch, colours, keepTogether, margins, write, writeParagraphs, type Sheet } from './sheet.ts'

const frame = { width: 240, height: 84 }

/** Writes how the form ended: the statement, the typed name, what was drawn, who it was and when. */
export function renderSignature(sheet: Sheet, record: SignedForm): void {
  const { signature, signer, client, form } = record
  const part = branch(sheet, 'Sect')
  const isDeclined = signature.kind === 'declined_to_sign'
  keepTogether(sheet, signature.strokes ? 290 : 190)
  write(sheet, [part, 'H2'], 'section', headings[signature.kind], { above: 14 })
  writeParagraphs(sheet, part, 'body', form.content.statement)
  if (isDeclined) {
    write(sheet, [part, 'P'], 'label', 'The client was given this notice and preferred not to sign.')
    writeParagraphs(sheet, part, 'body', signature.reason ? `Reason: ${signature.reason}` : 'No reason was given.')
  }
  if (signature.strokes) drawStrokes(sheet, part, signature.strokes, `Drawn signature of ${signer.typedName}`)
  if (signer.typedName) write(sheet, [part, 'P'], isDeclined ? 'body' : 'name', signer.typedName, { above: 6 })
  rule(sheet)
  write(sheet, [part, 'P'], 'small', `${capacityOf(record)}. ${momentInWords(record.signedAt, record.timeZone)}`)
  if (signer.nameDiffersFromFile)
    write(
      sheet,
      [part, 'P'],
      'quiet',
      `The typed name is not the client’s name on file, ${client.legalName}. Whoever signed was asked and kept it.`,
    )
}

const headings = { signed: 'Signature', acknowledged: 'Acknowledgement', declined_to_sign: 'Acknowledgement' }

function rule({ doc }: Sheet): void {
  doc.markContent('Artifact', { type: 'Layout' })
  doc
    .moveTo(margins.left, doc.y)
    .lineTo(margins.left + 280, doc.y)
    .lineWidth(0.7)
    .strokeColor(colours.muted)
    .stroke()
  doc.endMarkedContent()
  doc.y += 6
}

/** Fits the drawing into the frame, keeping its proportions and never enlarging it. */
function drawStrokes(sheet: Sheet, part: ReturnType<typeof branch>, strokes: number[][], alt: string): void {
  const { doc } = sheet
  const xs = strokes.flatMap((stroke) => stroke.filter((_, i) => i % 2 === 0))
  const ys = strokes.flatMap((stroke) => stroke.filter((_, i) => i % 2 === 1))
  const [left, top] = [lowest(xs), lowest(ys)]
  const scale = Math.min(1, frame.width / (highest(xs) - left || 1), frame.height / (highest(ys) - top || 1))
  const y = doc.y + 4
  const place = (x: number, down: number) => [margins.left + (x - left) * scale, y + (down - top) * scale] as const
  const height = (highest(ys) - top) * scale
  // the writer's types know neither of the last two; a figure needs its place on the page
  const figure = { alt, placement: 'Block', bbox: [margins.left, y, margins.left + frame.width, y + height] }
  part.add(
    doc.struct('Figure', figure, () => {
      doc.lineWidth(1.4).lineCap('round').lineJoin('round').strokeColor(colours.ink).fillColor(colours.ink)
      for (const stroke of strokes) drawStroke(doc, stroke, place)
    }),
  )
  doc.y = y + height + 6
}

function drawStroke(
  doc: PDFKit.PDFDocument,
  stroke: number[],
  place: (x: number, y: number) => readonly [number, number],
): void {
  const points = stroke.flatMap((x, i) => (i % 2 === 0 ? [place(x, stroke[i + 1] ?? 0)] : []))
  const [first, ...others] = points
  if (!first) return
  if (others.length === 0) {
    doc.circle(...first, 1).fill()
    return
  }
  doc.moveTo(...first)
  others.forEach((point, i) => {
    const next = others[i + 1]
    if (next) doc.quadraticCurveTo(...point, (point[0] + next[0]) / 2, (point[1] + next[1]) / 2)
    else doc.lineTo(...point)
  })
  doc.stroke()
}

const lowest = (numbers: number[]) => numbers.reduce((a, b) => Math.min(a, b), Infinity)
const highest = (numbers: number[]) => numbers.reduce((a, b) => Math.max(a, b), -Infinity)
