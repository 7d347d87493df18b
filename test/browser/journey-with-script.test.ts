import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useMailbox } from '../mail.ts'
import { mainJourney } from './journey.ts'
import { useSite } from './site.ts'

const site = useSite()
const mailbox = useMailbox()

/** What is typed is saved by itself, and is there after the page was opened anew. */
async function autosave(page: Page): Promise<void> {
  expect((await page.waitForResponse('**/draft')).status()).toBe(200)
  await page.goto(page.url().replace(/\?.*/, ''))
  expect(await page.getByLabel('Your full name').inputValue()).toBe('Cleopatra Barnes')
}

/** The page stays where it is, and says so. */
const opened = (page: Page) => page.getByText('Opened', { exact: true }).waitFor()

/** A signature is drawn as well, and can be wiped out. */
async function draw(page: Page): Promise<void> {
  await page.getByText('Draw it as well (optional)').click()
  const canvas = page.getByRole('img', { name: /Your drawn signature/ })
  await canvas.scrollIntoViewIfNeeded()
  const { x, y } = (await canvas.boundingBox())!
  await page.mouse.move(x + 30, y + 60)
  await page.mouse.down()
  for (const step of [1, 2, 3, 4]) await page.mouse.move(x + 30 + 30 * step, y + 60 + (step % 2) * 20)
  await page.mouse.up()
  await page.getByRole('img', { name: 'Your drawn signature: drawn' }).waitFor()
}

test('invited, filled in, signed, sent and read: on a large screen, with JavaScript', async () => {
  const how = { viewport: { width: 1280, height: 900 } }
  await mainJourney(site, mailbox, how, { whenOpened: opened, whileTyping: autosave, whileSigning: draw })
})
