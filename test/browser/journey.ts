import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { ada, castPassword, cleo, theo } from '../../prisma/cast.ts'
import { mouse, type Hands } from './hands.ts'
import { linkIn, type Mailbox } from '../mail.ts'
import { complaintsOf } from './look.ts'
import type { Site } from './site.ts'

/** What differs from journey to journey: what is done with a script only, and what people use to do it. */
interface Extras {
  hands?: Hands
  whenRefused?: (page: Page) => Promise<void>
  whenOpened?: (page: Page) => Promise<void>
  whileTyping?: (page: Page) => Promise<void>
  whileSigning?: (page: Page) => Promise<void>
}

const titles = ['Standard Intake Questionnaire', 'Informed Consent for Psychotherapy', 'Notice of Privacy Practices']

/** The main job, from the invitation to the documents in the file, as three people see it. */
export async function mainJourney(site: Site, mailbox: Mailbox, how: BrowserContextOptions, extras: Extras = {}) {
  const { hands = mouse } = extras
  const page = async () => new Walk(await (await site.someone(how)).newPage(), hands)
  await invite(await page())
  const invitation = (await mailbox.to(cleo.email)).at(-1)
  expect(invitation?.from?.text).toContain(ada.name)

  const walk = await page()
  const complaints = complaintsOf(walk.page)
  await createAccount(walk, linkIn(invitation))
  await fillIn(walk, extras)
  await agree(walk, extras)
  await signAll(walk, extras)
  await submit(walk)
  expect(complaints).toEqual([])

  const told = await mailbox.to(theo.email)
  expect(told).toHaveLength(1)
  expect(`${told[0]?.subject} ${told[0]?.text}`).not.toMatch(/Cleo|Barnes/)
  await readDocuments(await page())
}

/** One person on their way through the pages, with the hands they have. */
class Walk {
  readonly page: Page
  readonly hands: Hands

  constructor(page: Page, hands: Hands) {
    this.page = page
    this.hands = hands
  }

  get main(): Locator {
    return this.page.getByRole('main')
  }

  heading = (name: string | RegExp) => this.main.getByRole('heading', { level: 1, name }).waitFor()
  press = (name: string) => this.hands.press(this.main.getByRole('button', { name, exact: true }))
  follow = (name: string) => this.hands.press(this.main.getByRole('link', { name, exact: true }))
  type = (label: string, words: string) => this.hands.type(this.page.getByLabel(label), words)
  tick = (label: string) => this.hands.tick(this.page.getByLabel(label))

  /** An entry of the navigation: in the bar at the top of a large screen, at the bottom of a phone. */
  open = (name: string) =>
    this.hands.press(this.page.getByRole('link', { name, exact: true }).filter({ visible: true }).first())

  async signIn({ email }: { email: string }): Promise<void> {
    await this.page.goto('/staff/sign-in')
    await this.type('E-mail', email)
    await this.type('Password', castPassword)
    await this.press('Sign in')
    await this.page.waitForURL('**/staff')
  }
}

async function invite(walk: Walk): Promise<void> {
  await walk.signIn(ada)
  await walk.open('Organization')
  await walk.tick('Invite Cleo Barnes')
  await walk.press('Invite to Client Portal')
  for (const title of titles) await walk.tick(title)
  await walk.press('Preview Invitation')
  await walk.heading('Preview Invitation')
  await walk.press('Invite to Client Portal')
  await walk.page.getByText('The invitation is on its way.').waitFor()
}

async function createAccount(walk: Walk, link: string): Promise<void> {
  await walk.page.goto(link)
  expect(walk.page.url()).not.toContain('key=')
  await walk.follow('Create my account')
  await walk.type('Your date of birth', cleo.dateOfBirth)
  await walk.type('Choose a password', castPassword)
  await walk.press('Create my account')
  await walk.heading('Hello Cleo')
}

/** What the questionnaire needs, and one answer of each other kind, by section. */
const answers: Record<string, (walk: Walk) => Promise<unknown>> = {
  'About you': async (walk) => {
    await walk.type('Your full name', 'Cleopatra Barnes')
    await walk.type('Your date of birth', cleo.dateOfBirth)
    await walk.tick('Larger print')
  },
  'Reaching you': async (walk) => {
    await walk.type('The best phone number for you', cleo.phone)
    await walk.hands.choose(walk.page.getByLabel('Who are they to you?'), 'Friend')
  },
  'What brings you here': async (walk) => {
    await walk.type('What brings you here now?', 'I would like to talk about it.')
    await walk.hands.tick(walk.page.getByRole('radiogroup', { name: 'My mood' }).getByLabel('Up and down'))
  },
}

async function fillIn(walk: Walk, { whenRefused, whileTyping }: Extras): Promise<void> {
  const { page } = walk
  await walk.follow('Start with the first form')
  await walk.heading('About you')
  // nothing typed: it says so, and stays
  await walk.press('Save and continue')
  await page.getByRole('alert').getByRole('link', { name: 'Your full name' }).waitFor()
  await whenRefused?.(page)
  await answers['About you']!(walk)
  await whileTyping?.(page)
  await walk.press('Save and continue')
  for (let number = 2; number <= 10; number++) {
    await page.waitForURL(`**/sections/${number}`)
    await answers[(await walk.main.getByRole('heading', { level: 1 }).textContent()) ?? '']?.(walk)
    await walk.press('Save and continue')
  }
}

async function agree(walk: Walk, { whenOpened }: Extras): Promise<void> {
  await walk.heading('Signing on this device')
  const sample = walk.page.waitForEvent('download')
  await walk.press('Open the sample (PDF)')
  expect((await sample).suggestedFilename()).toBe('sample.pdf')
  await whenOpened?.(walk.page)
  await walk.tick('I opened the sample, and I agree')
  await walk.press('Agree and go on')
}

async function signAll(walk: Walk, { whileSigning }: Extras): Promise<void> {
  await walk.heading(titles[0]!)
  await sign(walk)
  await whileSigning?.(walk.page)
  await walk.press('Sign this form')
  await walk.heading(titles[1]!)
  await sign(walk)
  await walk.press('Sign this form')
  await walk.heading(titles[2]!)
  await walk.hands.tick(walk.main.getByRole('group', { name: 'About this notice' }).getByRole('radio').first())
  await sign(walk)
  await walk.press('Confirm and continue')
}

async function sign(walk: Walk): Promise<void> {
  await walk.tick('I am the client')
  await walk.type('Type your full legal name', 'Cleopatra Barnes')
}

async function submit(walk: Walk): Promise<void> {
  await walk.heading('Review and submit')
  await walk.press('Submit')
  await walk.heading(/^Thank you\./)
  for (const title of titles) await walk.main.getByRole('link', { name: title }).waitFor()
  await walk.page.getByText(`Theo Marsh at Harbor Counseling.`).waitFor()
}

async function readDocuments(walk: Walk): Promise<void> {
  await walk.signIn(theo)
  await walk.open('Clients')
  await walk.follow('Cleo Barnes')
  await walk.open('General Documents')
  for (const title of titles) await walk.main.getByRole('row', { name: title }).getByText('Ready').waitFor()
  await walk.follow(titles[0]!)
  await walk.heading(titles[0]!)
  await walk.page.getByText('I would like to talk about it.', { exact: true }).waitFor()
  const pdf = walk.page.waitForEvent('download')
  await walk.open('Download the PDF')
  expect((await pdf).suggestedFilename()).toMatch(/^document-\d+\.pdf$/)
}
