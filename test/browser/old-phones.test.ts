import { readFileSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { omar } from '../../prisma/cast.ts'
import { section, sendForm } from '../intakes/sent-forms.ts'
import { useSite } from './site.ts'

const site = useSite()
const stylesheet = readFileSync('public/app.css', 'utf8')

/** What phones of some years ago do not know. A declaration or a selector with an unknown name is dropped whole. */
const newer = /light-dark\(|color-mix\(|:has\(/g

/** Omar's browser with a stylesheet as an old phone understands it. */
async function oldPhone(css: string): Promise<BrowserContext> {
  const context = await site.signedIn('/portal/harbor', omar, { viewport: { width: 390, height: 844 } })
  const body = css.replace(newer, (name) => name.replace(/\w/, 'un$&'))
  await context.route('**/app.css', (route) => route.fulfill({ contentType: 'text/css', body }))
  return context
}

/** What cannot be made out on a page of questions: borders of fields, the filled button, the ring around what has the focus. */
async function lostOn(page: Page): Promise<string[]> {
  const around = await paint(page, '.card')
  const fields = ['input[type=text]', 'textarea', '.choice']
  const lost: string[] = []
  for (const field of fields) {
    const { border, style } = await paint(page, field)
    if (style !== 'solid' || contrast(border, around.fill) < 3) lost.push(`the border of ${field}`)
  }
  const button = await paint(page, '.btn.primary')
  if (contrast(button.fill, around.fill) < 3 || contrast(button.ink, button.fill) < 4.5) lost.push('the filled button')
  for (const target of ['input[type=text]', '.choice input', '.btn.primary']) {
    await page.locator(`main ${target}`).first().focus()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Tab')
    const { outline, outlineStyle } = await paint(page, ':focus')
    if (outlineStyle !== 'solid' || contrast(outline, around.fill) < 3) lost.push(`the focus on ${target}`)
  }
  return lost
}

const paint = (page: Page, selector: string) =>
  page
    .locator(`main ${selector}`)
    .first()
    .evaluate((element) => {
      const css = getComputedStyle(element)
      return {
        ...{ border: css.borderTopColor, style: css.borderTopStyle, fill: css.backgroundColor, ink: css.color },
        ...{ outline: css.outlineColor, outlineStyle: css.outlineStyle },
      }
    })

/** The contrast of two colours as WCAG 2.2 defines it, 1 to 21; a see-through one has none. */
function contrast(one: string, other: string): number {
  if ([one, other].some((colour) => /^rgba.*, 0\)$/.test(colour))) return 1
  const [low = 0, high = 0] = [one, other].map(luminance).sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

test('an old phone shows the borders of fields, the filled button and where the focus is, by day and by night', async () => {
  const id = await sendForm('questionnaire')
  const page = await (await oldPhone(stylesheet)).newPage()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.goto(section(id, 1))
    expect(await lostOn(page), colorScheme).toEqual([])
  }
})

test('what hangs on the newer functions alone would be found', async () => {
  const id = await sendForm('questionnaire')
  const colours = ['line-strong', 'brand', 'focus'].map((name) => `--${name}: light-dark(#123, #def);`).join(' ')
  const page = await (await oldPhone(`${stylesheet}\n:root, body { ${colours} }`)).newPage()
  await page.goto(section(id, 1))
  expect(await lostOn(page)).toEqual(expect.arrayContaining(['the border of textarea', 'the filled button']))
})
