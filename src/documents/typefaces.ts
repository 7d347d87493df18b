import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

/** A font as the writer works with it; the writer's types leave it out. */
export interface Typeface {
  hasGlyphForCodePoint(codePoint: number): boolean
  layout(text: string, features?: Record<string, boolean>): Run
}

interface Run {
  glyphs: readonly { id: number; advanceWidth: number; codePoints: readonly number[] }[]
  positions: readonly Record<'xAdvance' | 'yAdvance' | 'xOffset' | 'yOffset', number>[]
  readonly advanceWidth: number
}

interface Writer {
  _font: { font: Typeface }
  registerFont(name: string, font: Typeface): void
}
const writer = (doc: PDFKit.PDFDocument) => doc as unknown as Writer

const files = {
  text: '400Regular/Inter_400Regular.ttf',
  slanted: '400Regular_Italic/Inter_400Regular_Italic.ttf',
  strong: '600SemiBold/Inter_600SemiBold.ttf',
}
const names = Object.keys(files) as (keyof typeof files)[]
const fontFile = createRequire(import.meta.url).resolve

let opened: Record<keyof typeof files, Typeface> | undefined

/** The typefaces by name, read and parsed once for all documents of this thread: that takes longer than a document. */
export const typefaces = () =>
  (opened ??= { text: open(files.text), slanted: open(files.slanted), strong: open(files.strong) })

/** Lets a document write in the typefaces, by their names. */
export function useTypefaces(doc: PDFKit.PDFDocument): void {
  for (const name of names) writer(doc).registerFont(name, typefaces()[name])
}

function open(file: string): Typeface {
  const { font } = writer(new PDFDocument({ font: fontFile(`@expo-google-fonts/inter/${file}`) }))._font
  return Object.assign(font, { layout: laidOutOnce(font.layout.bind(font)) })
}

/** How many words a typeface keeps laid out. */
const KEPT = 5_000

type Layout = Typeface['layout']

function laidOutOnce(layout: Layout): Layout {
  const kept = new Map<string, Omit<Run, 'advanceWidth'>>()
  return (word) => {
    let known = kept.get(word)
    if (!known) {
      const { glyphs, positions } = layout(word, { ...asTyped })
      known = { glyphs: named(glyphs, word), positions }
      if (kept.size >= KEPT) kept.clear()
      kept.set(word, known)
    }
    return runOf(known)
  }
}

/**
 * Switches off what Inter shows in the place of what was typed, such as an arrow for -> or a cross for the x in 2x4: a
 * signed document shows what was signed. So each glyph is one letter of the word.
 */
const asTyped = { calt: false, ccmp: false, locl: false, frac: false, numr: false, dnom: false }

/** Names each glyph after the letter of this word, and not after the first word of this thread that had the glyph. */
function named(glyphs: Run['glyphs'], word: string): Run['glyphs'] {
  const letters = Array.from(word, (letter) => [letter.codePointAt(0) ?? 0])
  return glyphs.map(({ id, advanceWidth }, i) => ({ id, advanceWidth, codePoints: letters[i] ?? [] }))
}

/** A run of its own for each document: the writer scales the positions where they stand, then asks for their sum. */
const runOf = ({ glyphs, positions }: Omit<Run, 'advanceWidth'>): Run => ({
  glyphs,
  positions: positions.map((position) => ({ ...position })),
  get advanceWidth() {
    return this.positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0)
  },
})
