import type { Locator, Page } from 'playwright-core'

/** What somebody uses a page with. */
export interface Hands {
  /** A button or a link. */
  press(target: Locator): Promise<void>
  type(field: Locator, words: string): Promise<void>
  /** A tick box, or one of several to choose from. */
  tick(box: Locator): Promise<void>
  choose(list: Locator, option: string): Promise<void>
}

/** A mouse or a finger, and what the browser does by itself. */
export const mouse: Hands = {
  press: (target) => target.click(),
  type: (field, words) => field.fill(words),
  tick: (box) => box.check(),
  choose: async (list, option) => void (await list.selectOption(option)),
}

/** Tab, arrows, Space, Enter and letters, nothing else. Wherever the focus comes by, it must be seen. */
export const keyboard: Hands = {
  async press(target) {
    await reach(target)
    await target.page().keyboard.press('Enter')
  },
  async type(field, words) {
    await reach(field)
    const isDate = (await field.getAttribute('type')) === 'date'
    await field.page().keyboard.type(isDate ? asTyped(words) : words)
  },
  async tick(box) {
    const { keyboard } = box.page()
    await reach(box, isAtGroup)
    while (!(await box.evaluate(isFocused))) await keyboard.press('ArrowDown')
    if (!(await box.isChecked())) await keyboard.press('Space')
  },
  async choose(list, option) {
    await reach(list)
    await list.page().keyboard.type(option)
  },
}

/** A day as one types it into the parts of a date field in the United States. */
const asTyped = (day: string) => `${day.slice(5, 7)}${day.slice(8)}${day.slice(0, 4)}`

const FARTHEST = 400

/** Presses Tab until the target has the focus. @throws where it is never reached, or the focus is lost from sight */
async function reach(target: Locator, isThere = isFocused): Promise<void> {
  await target.waitFor({ state: 'attached' })
  const page = target.page()
  for (let stops = 0; stops < FARTHEST; stops++) {
    if (await target.evaluate(isThere)) return
    await page.keyboard.press('Tab')
    const lost = await lostFrom(page)
    if (lost) throw new Error(lost)
  }
  throw new Error(`Tab never comes to ${target.toString()}`)
}

const isFocused = (element: Element) => element === document.activeElement

/** Of several to choose from, Tab stops at one; the arrows do the rest. */
const isAtGroup = (element: Element) => {
  const [own, at] = [element, document.activeElement] as (HTMLInputElement | null)[]
  return own === at || (own?.type === 'radio' && at?.type === 'radio' && own.name === at.name)
}

/** What is wrong with the sight of the focus where it is now, or null. */
export const lostFrom = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const at = document.activeElement
    if (!at || at === document.body) return null // between the end of the page and its beginning
    const shown = at.closest('label') ?? at
    const ringed = (each: Element | null, part?: string) => {
      if (!each) return false
      const { outlineStyle, outlineWidth, opacity } = getComputedStyle(each, part)
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && opacity !== '0'
    }
    // the browser draws the ring of a field's own parts, such as the button of a date field, by itself
    const hasRing = !at.matches(':focus') || ringed(at) || ringed(shown) || ringed(at.nextElementSibling, '::before')
    const { left, right, top, bottom, width } = shown.getBoundingClientRect()
    const [x, y] = [(left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2]
    const over = document.elementFromPoint(x, y)
    const isInSight = width > 1 && over !== null && (shown.contains(over) || over.contains(shown))
    const flaws = [hasRing ? [] : ['no ring'], isInSight ? [] : ['out of sight']].flat()
    return flaws.length ? `${flaws.join(', ')}: ${at.outerHTML.slice(0, 200)} of ${location.pathname}` : null
  })
