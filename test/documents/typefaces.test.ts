import { describe, expect, test } from 'vitest'
import { typefaces } from '../../src/documents/typefaces.ts'

const glyphs = (word: string) => typefaces().text.layout(word).glyphs
const lettersOf = (word: string) => String.fromCodePoint(...glyphs(word).flatMap(({ codePoints }) => codePoints))

describe('a word on paper', () => {
  test.each(['2x4', '->', '<=>', '(A)', '11:42', '+1', '1\u20442', 'i\u0307', 'waffle', 'Łukasz', '𝔄'])(
    '%s is one glyph for each character typed, the same that stands for it alone',
    (word) => {
      expect(glyphs(word).map(({ id }) => id)).toEqual(
        Array.from(word).flatMap((each) => glyphs(each).map(({ id }) => id)),
      )
      expect(lettersOf(word)).toBe(word)
    },
  )

  test('is kerned', () => {
    const alone = typefaces().text.layout('A').advanceWidth + typefaces().text.layout('V').advanceWidth
    expect(typefaces().text.layout('AV').advanceWidth).toBeLessThan(alone)
  })

  test('keeps its letters where another word of this thread had the same glyph for another letter', () => {
    const [typed, modifier] = ['it\u2019s', 'it\u02bcs']
    expect(glyphs(typed).map(({ id }) => id)).toEqual(glyphs(modifier).map(({ id }) => id))
    expect(lettersOf(typed)).toBe(typed)
    expect(lettersOf(modifier)).toBe(modifier)
  })

  test('may be scaled by the writer without another document seeing it', () => {
    const [first] = typefaces().text.layout('Harbor').positions
    const { xAdvance } = { ...first }
    Object.assign(first ?? {}, { xAdvance: 0 })
    expect(typefaces().text.layout('Harbor').positions[0]?.xAdvance).toBe(xAdvance)
  })
})
