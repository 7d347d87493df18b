type Reading = { words: number; sentences: number; syllables: number; grade: number }

/** Vowels that stand together and are spoken apart, as in vi-o-lence, cre-ate, be-ing, us-u-al, sci-ence, po-em. */
const spokenApart =
  /(?<![tscgx])i[aou]|(?<=[nsc])cia(?=l?t)|ie(?=t)|(?<=sc|cl)ie|(?<=cr)ea(?=t[ei])|[aeouy]ing|(?<=[dv]id|[ts])ua|oe(?=m)/g

/**
 * Syllables of an English word: groups of vowel letters, less a final silent e (-e, -es, -ed, and before -ly, -ment and
 * the like), more where two vowels are spoken apart. Parts of a compound are summed; a number is read digit by digit.
 */
export function syllables(word: string): number {
  const parts =
    word
      .toLowerCase()
      .replace(/[’'](?=[a-z])/g, '')
      .match(/[a-z]+|[0-9]/g) ?? []
  return parts.reduce((sum, part) => sum + Math.max(1, voicesOf(part)), 0)
}

function voicesOf(part: string): number {
  const spoken = part
    .replace(/^y/, '')
    .replace(/(?<=[^aeiouytd])ed$/, '')
    .replace(/(?<=[^aeiouycgsxzhl]|[aeiouyl]l|th)es$/, '')
    .replace(/(?<=[^aeiouyl]|[aeiouyl]l)e$/, '')
    .replace(/(?<=[^aeiouyl]|[aeiouy]l)e(?=(?:ly|ment|ments|less|ful|fully|ty|thing|times?|ones?)$)/, '')
  return (spoken.match(/[aeiouy]+/g)?.length ?? 0) + (part.match(spokenApart)?.length ?? 0)
}

/**
 * How hard a text is to read. A line end ends a sentence. `grade` is the school year in the United States by Kincaid
 * et al. (1975): 0.39 words a sentence + 11.8 syllables a word - 15.59.
 */
export function readingOf(text: string): Reading {
  const sentences = text
    .split(/[.!?][”")]*(?:\s+|$)|\n+/)
    .map(wordsOf)
    .filter((words) => words.length > 0)
  const words = sentences.flat()
  const spoken = words.reduce((sum, word) => sum + syllables(word), 0)
  const grade = 0.39 * (words.length / sentences.length) + 11.8 * (spoken / words.length) - 15.59
  return { words: words.length, sentences: sentences.length, syllables: spoken, grade }
}

const wordsOf = (sentence: string) => sentence.split(/\s+/).filter((token) => /[a-z0-9]/i.test(token))
