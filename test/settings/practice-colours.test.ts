import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { practiceColourNames, practiceColours } from '../../src/settings/practice-colours.ts'

const css = readFileSync('public/app.css', 'utf8').match(/@layer tokens \{([^]*?)\n\}\n/)?.[1] ?? ''
const [inLight = '', inDark = ''] = css.split('@media screen and (prefers-color-scheme: dark)')

type Tokens = Record<string, string>

/** The tokens of the rules whose selector names `selector`, later ones winning. */
function tokensOf(sheet: string, selector: string): Tokens {
  const rules = [...sheet.matchAll(/([^{}]+)\{([^{}]*)\}/g)].filter(([, of = '']) =>
    of.split(',').some((each) => each.trim().split(/\s/).at(-1) === selector),
  )
  const pairs = rules.flatMap(([, , body = '']) => [...body.matchAll(/(--[\w-]+):\s*(#[0-9a-f]+)/g)])
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]))
}

const schemes = [
  ['light', inLight],
  ['dark', inDark],
] as const
const cases = schemes.flatMap(([scheme, sheet]) =>
  practiceColourNames.map((name) => {
    const tokens: Tokens = { ...tokensOf(sheet, ':root'), ...tokensOf(sheet, `.practice-${name}`) }
    return { scheme, name, tokens }
  }),
)

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(full.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast({ tokens }: { tokens: Tokens }, one: string, other: string): number {
  const [low = 0, high = 0] = [one, other].map((name) => luminance(tokens[name] ?? '')).sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

test('the contrast is computed as the standard says', () => {
  const tokens = { black: '#000000', white: '#fff', grey: '#767676' }
  expect(contrast({ tokens }, 'black', 'white')).toBe(21)
  expect(contrast({ tokens }, 'grey', 'white')).toBeCloseTo(4.54, 2)
})

describe.each(cases)('$name on a $scheme screen', (each) => {
  test.each([
    ['words on the filled button', '--brand-ink', '--brand'],
    ['links on the page', '--brand', '--bg'],
    ['links in a box', '--brand', '--surface'],
    ['where one is in the navigation', '--brand', '--brand-soft'],
    ['words in a chosen answer', '--ink', '--brand-soft'],
  ])('%s have at least 4.5:1', (_what, one, other) => {
    expect(contrast(each, one, other)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(['--bg', '--surface', '--surface-2'])('borders on %s have at least 3:1', (ground) => {
    expect(contrast(each, '--brand', ground)).toBeGreaterThanOrEqual(3)
    expect(contrast(each, '--line-strong', ground)).toBeGreaterThanOrEqual(3)
  })
})

test('mails and documents have the colour of the light screen, and white reads on it', () => {
  for (const { name, tokens } of cases.filter(({ scheme }) => scheme === 'light')) {
    expect(practiceColours[name].onWhite).toBe(tokens['--brand'])
    expect(tokens['--brand-ink']).toBe('#fff')
  }
})
