import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { ada, castPassword, cleo, theo } from '../../prisma/cast.ts'
import { linkIn, type Mailbox } from '../mail.ts'
import { complaintsOf } from './look.ts'
import type { Site } from './site.ts'

/** What differs with a script: what is done only where there is one. */
interface Extras {
  whileTyping?: (page: Page) => Promise<void>
  whileSigning?: (page: Page) => Promise<void>
}

const titles = ['Standard Intake Questionnaire', 'Informed Consent for Psychotherapy', 'Notice of Privacy Practices']

/** The main job, from the invitation to the documents in the file, as three people see it. */
export async function mainJourney(site: Site, mailbox: Mailbox, how: BrowserContextOptions, extras: Extras = {}) {
  const staff = async (who: typeof ada) => (await site.signedIn('/staff', who, how)).newPage()
  await invite(await staff(ada))
  const invitation = (await mailbox.to(cleo.email)).at(-1)
  expect(invitation?.from?.text).toContain(ada.name)

  const page = await (await site.someone(how)).newPage()
  const complaints = complaintsOf(page)
  await createAccount(page, linkIn(invitation))
  await fillIn(page, extras)
  await agree(page)
  await signAll(page, extras)
  await submit(page)
  expect(complaints).toEqual([])

  const told = await mailbox.to(theo.email)
  expect(told).toHaveLength(1)
  expect(`${told[0]?.subject} ${told[0]?.text}`).not.toMatch(/Cleo|Barnes/)
  await readDocuments(await staff(theo))
}

const main = (page: Page): Locator => page.getByRole('main')
const heading = (page: Page, name: string | RegExp) => main(page).getByRole('heading', { level: 1, name }).waitFor()
const press = (page: Page, name: string) => main(page).getByRole('button', { name, exact: true }).click()
const follow = (page: Page, name: string) => main(page).getByRole('link', { name, exact: true }).click()

async function invite(page: Page): Promise<void> {
  await page.goto('/staff')
  // in the bar at the top of a large screen, at the bottom of a phone
  await page.getByRole('link', { name: 'Organization' }).filter({ visible: true }).click()
  await page.getByLabel('Invite Cleo Barnes').check()
  await press(page, 'Invite to Client Portal')
  for (const title of titles) await page.getByLabel(title).check()
  await press(page, 'Preview Invitation')
  await heading(page, 'Preview Invitation')
  await press(page, 'Invite to Client Portal')
  await page.getByText('The invitation is on its way.').waitFor()
}

async function createAccount(page: Page, link: string): Promise<void> {
  await page.goto(link)
  expect(page.url()).not.toContain('key=')
  await follow(page, 'Create my account')
  await page.getByLabel('Your date of birth').fill(cleo.dateOfBirth)
  await page.getByLabel('Choose a password').fill(castPassword)
  await press(page, 'Create my account')
  await heading(page, 'Hello Cleo')
}

/** What the questionnaire needs, and one answer of each other kind, by section. */
const answers: Record<string, (page: Page) => Promise<unknown>> = {
  'About you': async (page) => {
    await page.getByLabel('Your full name').fill('Cleopatra Barnes')
    await page.getByLabel('Your date of birth').fill(cleo.dateOfBirth)
    await page.getByText('Larger print', { exact: true }).click()
  },
  'Reaching you': async (page) => {
    await page.getByLabel('The best phone number for you').fill(cleo.phone)
    await page.getByLabel('Who are they to you?').selectOption('Friend')
  },
  'What brings you here': async (page) => {
    await page.getByLabel('What brings you here now?').fill('I would like to talk about it.')
    await page.getByRole('radiogroup', { name: 'My mood' }).getByLabel('Up and down').check()
  },
}

async function fillIn(page: Page, { whileTyping }: Extras): Promise<void> {
  await follow(page, 'Start with the first form')
  await heading(page, 'About you')
  // nothing typed: it says so, and stays
  await press(page, 'Save and continue')
  await page.getByRole('alert').getByRole('link', { name: 'Your full name' }).waitFor()
  await answers['About you']!(page)
  await whileTyping?.(page)
  await press(page, 'Save and continue')
  for (let number = 2; number <= 10; number++) {
    await page.waitForURL(`**/sections/${number}`)
    await answers[(await main(page).getByRole('heading', { level: 1 }).textContent()) ?? '']?.(page)
    await press(page, 'Save and continue')
  }
}

async function agree(page: Page): Promise<void> {
  await heading(page, 'Signing on this device')
  const sample = page.waitForEvent('download')
  await press(page, 'Open the sample (PDF)')
  expect((await sample).suggestedFilename()).toBe('sample.pdf')
  await page.getByText('I opened the sample, and I agree').click()
  await press(page, 'Agree and go on')
}

async function signAll(page: Page, { whileSigning }: Extras): Promise<void> {
  await heading(page, titles[0]!)
  await sign(page)
  await whileSigning?.(page)
  await press(page, 'Sign this form')
  await heading(page, titles[1]!)
  await sign(page)
  await press(page, 'Sign this form')
  await heading(page, titles[2]!)
  await main(page).getByRole('group', { name: 'About this notice' }).locator('label').first().click()
  await sign(page)
  await press(page, 'Confirm and continue')
}

async function sign(page: Page): Promise<void> {
  await page.getByText('I am the client', { exact: true }).click()
  await page.getByLabel('Type your full legal name').fill('Cleopatra Barnes')
}

async function submit(page: Page): Promise<void> {
  await heading(page, 'Review and submit')
  await press(page, 'Submit')
  await heading(page, /^Thank you\./)
  for (const title of titles) await main(page).getByRole('link', { name: title }).waitFor()
  await page.getByText(`Theo Marsh at Harbor Counseling.`).waitFor()
}

async function readDocuments(page: Page): Promise<void> {
  await page.goto('/staff')
  await page.getByRole('link', { name: 'Clients' }).filter({ visible: true }).first().click()
  await follow(page, 'Cleo Barnes')
  await page.getByRole('link', { name: 'General Documents' }).click()
  for (const title of titles) await main(page).getByRole('row', { name: title }).getByText('Ready').waitFor()
  await follow(page, titles[0]!)
  await heading(page, titles[0]!)
  await page.getByText('I would like to talk about it.', { exact: true }).waitFor()
  const pdf = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download the PDF' }).click()
  expect((await pdf).suggestedFilename()).toMatch(/^document-\d+\.pdf$/)
}
