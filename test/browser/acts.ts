import type { Page } from 'playwright-core'

/** Presses a button of the page and waits for what it leads to. */
export const press = (name: string) => async (page: Page) =>
  answered(page, () => page.getByRole('main').getByRole('button', { name, exact: true }).click())

/** Fills in fields by their labels, then presses. */
export const fill = (fields: Record<string, string>, button: string) => async (page: Page) => {
  for (const [label, words] of Object.entries(fields)) await page.getByRole('main').getByLabel(label).fill(words)
  await press(button)(page)
}

/** Sends a form that stands on no page, from the page that is open. */
export const send =
  (action: string, fields: Record<string, string> = {}) =>
  (page: Page) =>
    answered(page, () =>
      page.evaluate(
        ([to, values]) => {
          const form = Object.assign(document.createElement('form'), { method: 'post', action: to })
          const inputs = Object.entries(values).map(([name, value]) =>
            Object.assign(document.createElement('input'), { type: 'hidden', name, value }),
          )
          form.append(...inputs)
          document.body.append(form)
          form.submit()
        },
        [action, fields] as const,
      ),
    )

async function answered(page: Page, act: () => Promise<unknown>): Promise<void> {
  const moved = page.waitForEvent('domcontentloaded')
  await act()
  await moved
}
