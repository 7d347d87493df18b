import type { Typeface } from './typefaces.ts'

const square = '\u25a1'
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

interface Shown {
  shown: string
  /** How many characters were replaced by a square. */
  squares: number
}

/**
 * The text as a font can show it: composed accents, a square for what has no glyph, and breaks
 * inside words that are wider than the line (`width` in points; the writer breaks them itself, but in seconds).
 */
export function inPrintable(doc: PDFKit.PDFDocument, font: Typeface, text: string, width: number): Shown {
  const cleaned = clean(text)
  const whole = cleaned.replace(invisible, '')
  const { shown, squares } = isShown(font, whole) ? { shown: whole, squares: 0 } : withSquares(font, cleaned)
  return { shown: shown.replace(/\S{30,}/gu, (word) => broken(doc, word, width)), squares }
}

const isShown = (font: Typeface, text: string) =>
  Array.from(text).every((letter) => letter === '\n' || font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))

/** One square for what a reader sees as one character, of however many parts. */
function withSquares(font: Typeface, text: string): Shown {
  let squares = 0
  const letters: string[] = []
  for (const { segment } of segmenter.segment(text)) {
    const letter = segment.replace(invisible, '')
    const known = isShown(font, letter)
    letters.push(known ? letter : square)
    if (!known) squares += 1
  }
  return { shown: letters.join(''), squares }
}

const invisible = /\p{Cf}|[\ufe0e\ufe0f]/gu

const clean = (text: string) =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/[^\P{Cc}\n]/gu, '')
    .normalize('NFC')

function broken(doc: PDFKit.PDFDocument, word: string, width: number): string {
  const line = width - doc.widthOfString('\n') - 1 // the writer counts the break as part of the word
  const widths = new Map<string, number>()
  const measure = (letters: string): number => {
    const known = widths.get(letters) ?? doc.widthOfString(letters)
    widths.set(letters, known)
    return known
  }
  let pieces = ''
  let used = 0
  let last = ''
  for (const { segment } of segmenter.segment(word)) {
    const own = last ? measure(last + segment) - measure(last) : measure(segment) // with the kerning between the two
    const isFull = used + own > line
    pieces += isFull ? `\n${segment}` : segment
    used = isFull ? measure(segment) : used + own
    last = segment
  }
  return pieces
}
