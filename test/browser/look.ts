import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { HtmlValidate, type ConfigData } from 'html-validate'
import type { Page } from 'playwright-core'

/** How a page is looked at: `1280 light`. */
export interface Look {
  width: number
  colorScheme: 'light' | 'dark'
  /** The page was already looked at in this width: only what colours change is new. */
  onlyColours?: true
}

/** Every page on a large screen by day and on a phone by night; the ones that matter most the other way round as well. */
export const looks: Look[] = [
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
]
export const otherLooks: Look[] = [
  { width: 390, colorScheme: 'light', onlyColours: true },
  { width: 1280, colorScheme: 'dark', onlyColours: true },
]

/** What is wrong with the page as it stands open, seen in one way. */
export async function flawsSeen(page: Page, { width, colorScheme, onlyColours }: Look): Promise<string[]> {
  await page.setViewportSize({ width, height: width > 1000 ? 900 : 844 })
  await page.emulateMedia({ colorScheme })
  // what is folded away is looked at as well
  await page.$$eval('main details:not([hidden])', (all) => all.forEach((each) => each.setAttribute('open', '')))
  // legacy mode: there are no frames, and the other opens one more page each time
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  if (onlyColours) axe.withRules('color-contrast')
  const { violations } = await axe.analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
  return [...found, ...(await page.evaluate(measured))].map((flaw) => `${width} ${colorScheme}: ${flaw}`)
}

/** Runs in the page: what axe does not measure. Targets are 44 px high but for links within a sentence. */
function measured(): string[] {
  const seen = (element: Element) => {
    const { width, height } = element.getBoundingClientRect()
    return element.checkVisibility() && width > 2 && height > 2
  }
  const controls = [...document.querySelectorAll('a, button, input, select, textarea, summary, .choice, .tick')]
  const inText = 'p:not(.row) a, .crumbs a, dd a, .skip, label input, .note a, .error-summary a'
  // where a whole row is a link, the row is the target
  const height = (each: Element) => (each.closest('.row-link :is(li, tr)') ?? each).getBoundingClientRect().height
  const small = controls.filter((each) => seen(each) && !each.matches(inText) && height(each) < 43.5)
  const wide = document.documentElement.scrollWidth - innerWidth
  return [
    ...(wide > 0 ? [`scrolls sideways by ${wide} px`] : []),
    ...small.map((each) => `only ${height(each)} px high: ${each.outerHTML.slice(0, 120)}`),
  ]
}

/** What the browser's console says is wrong, as it comes. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // a refused page is an error to the browser as well; its status is for the test to judge
    const isPageItself = message.text().startsWith('Failed to load') && message.location().url === page.url()
    if (message.type() === 'error' && !isPageItself) complaints.push(message.text())
  })
  return complaints
}

const config = JSON.parse(readFileSync('.config/html-validate.json', 'utf8')) as ConfigData
const validator = new HtmlValidate(config)

/** What html-validate finds in a page as it was sent. */
export async function flawsOfHtml(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html)
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, selector }) => `${ruleId}: ${message} (line ${line}, ${selector})`),
  )
}
