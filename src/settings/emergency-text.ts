import { dialled } from '../platform/phone.ts'

/** The emergency text of a new practice: the lines of the United States. */
export const usEmergencyText =
  'In crisis? Call or text 988 at any hour; it is free and private. Or chat at https://chat.988lifeline.org. In danger? Call 911.'

interface Link {
  words: string
  href: string
}

/** A practice's emergency text as pages show it: its pieces in order, and what can be pressed at once. */
export interface Emergency {
  pieces: { words: string; href: string | null }[]
  ways: Link[]
}

/** Lines that offer more than a call. */
const knownLines: Record<string, Link[]> = {
  '988': [
    { words: 'Call 988', href: 'tel:988' },
    { words: 'Text 988', href: 'sms:988' },
    { words: 'Chat with 988', href: 'https://chat.988lifeline.org' },
  ],
  '911': [{ words: 'In danger: call 911', href: 'tel:911' }],
}

const ADDRESS = String.raw`https:\/\/[^\s<>"]*[^\s<>".,;:!?)]`
const SHORT_NUMBER = String.raw`(?<![\d-])\d{3,6}(?![\d-])`
const NUMBER = String.raw`\+?\(?\d(?:(?:\) |[ ).-])?\d){6,}`
const pressable = new RegExp(`(${ADDRESS}|${NUMBER}|${SHORT_NUMBER})`)

const hrefOf = (words: string) => (words.startsWith('https:') ? words : dialled(words))

/** Finds the numbers and links in an emergency text, whichever country they are of. */
export function emergencyOf(text: string): Emergency {
  const pieces = text
    .split(pressable)
    .map((words, index) => ({ words, href: index % 2 === 1 ? hrefOf(words) : null }))
    .filter(({ words }) => words !== '')
  const numbers = pieces.flatMap(({ words, href }) => (href?.startsWith('tel:') ? [words] : []))
  const ways = [...new Set(numbers)].flatMap(
    (number) => knownLines[number] ?? [{ words: `Call ${number}`, href: dialled(number) }],
  )
  return { pieces, ways }
}
