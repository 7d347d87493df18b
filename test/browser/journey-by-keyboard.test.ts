import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useMailbox } from '../mail.ts'
import { keyboard, lostFrom } from './hands.ts'
import { mainJourney } from './journey.ts'
import { useSite } from './site.ts'

const site = useSite()
const mailbox = useMailbox()

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('role') ?? '')

/** The list of what is wrong has the focus, and its first link leads to the field. */
async function toTheField(page: Page): Promise<void> {
  expect(await focused(page)).toBe('alert')
  expect(await lostFrom(page)).toBeNull()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.getByLabel('Your full name').evaluate((field) => field === document.activeElement)).toBe(true)
}

test('invited, filled in, signed, sent and read: with the keyboard alone, and the focus in sight at each stop', async () => {
  const how = { viewport: { width: 1280, height: 900 }, locale: 'en-US' }
  await mainJourney(site, mailbox, how, { hands: keyboard, whenRefused: toTheField })
})

test('a focus without a ring, behind something else or unreachable would be found', async () => {
  const page = await (await site.someone()).newPage()
  await page.setContent(`<style>#bare { outline: 0 }</style>
    <button id="bare">Bare</button>`)
  await expect(keyboard.press(page.getByRole('button', { name: 'Bare' }))).rejects.toThrow('no ring')
  await page.setContent(`<style>:focus { outline: 3px solid } #over { position: fixed; inset: 0; background: #fff }</style>
    <button>Under</button><div id="over"></div>`)
  await expect(keyboard.press(page.getByRole('button', { name: 'Under' }))).rejects.toThrow('out of sight')
  await page.setContent(
    '<style>:focus { outline: 3px solid }</style><button>One</button><button tabindex="-1">Other</button>',
  )
  await expect(keyboard.press(page.getByRole('button', { name: 'Other' }))).rejects.toThrow('never comes to')
})
