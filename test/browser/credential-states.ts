import type { Page } from 'playwright-core'
import { castPassword, eve, harbor } from '../../prisma/cast.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { currentCode } from '../../src/platform/one-time-passwords.ts'
import { setPlaces } from '../../src/platform/installation.ts'
import { evesSignIn, giveFactor } from '../factors.ts'
import { fill, press } from './acts.ts'
import { ned } from './scene.ts'
import type { Reader, State } from './states.ts'

const signIn = (email: string) => fill({ 'E-mail': email, Password: castPassword }, 'Sign in')
const wrongPassword = { 'Your current password': 'not this one at all' }

/** Types the code that belongs to the letters on the page, and the password, and turns the second factor on. */
async function turnOn(page: Page): Promise<void> {
  const letters = (await page.locator('.letters').innerText()).replaceAll(' ', '')
  await fill({ Code: currentCode(letters), 'Your current password': castPassword }, 'Turn it on')(page)
}

/** Between password and second factor, and a new password for who forgot theirs: what both sites have. */
const between = (route: string, base: string, token: 'staffPasswordToken' | 'passwordToken'): State[] => [
  {
    ...{ route: `GET ${route}/forgotten-password`, as: 'visitor', at: `${base}/forgotten-password` },
    ...{ title: 'Forgot your password?', matters: true },
  },
  {
    ...{ route: `POST ${route}/forgotten-password`, is: 'refused', as: 'visitor', at: `${base}/forgotten-password` },
    ...{ does: fill({ 'E-mail': 'nobody' }, 'Send me a link'), title: 'Error: Forgot your password?', status: 422 },
  },
  {
    ...{ route: `POST ${route}/forgotten-password`, is: 'done', as: 'visitor', at: `${base}/forgotten-password` },
    ...{ does: fill({ 'E-mail': 'nobody@mail.example' }, 'Send me a link'), title: 'Look at your mail' },
  },
  {
    ...{ route: `GET ${route}/new-password`, as: 'visitor', title: 'Choose a new password', matters: true },
    at: (scene) => `${base}/new-password?key=${scene[token]}`,
  },
  {
    ...{ route: `GET ${route}/new-password`, is: 'ended', as: 'visitor', at: `${base}/new-password` },
    title: 'Choose a new password',
  },
  {
    ...{ route: `POST ${route}/new-password`, is: 'refused', as: 'visitor', status: 422 },
    at: (scene) => `${base}/new-password?key=${scene[token]}`,
    ...{ does: fill({ 'Choose a new password': 'short' }, 'Set this password') },
    title: 'Error: Choose a new password',
  },
]

/** One's own sign-in: what both sites have. At the end the reader has a second factor. */
const own = (route: string, base: string, as: Reader): State[] => [
  { route: `GET ${route}/profile`, as, at: `${base}/profile`, title: 'Profile', matters: true },
  { route: `GET ${route}/profile/password`, as, at: `${base}/profile/password`, title: 'Change your password' },
  {
    ...{ route: `POST ${route}/profile/password`, is: 'refused', as, at: `${base}/profile/password`, status: 422 },
    does: fill({ ...wrongPassword, 'Choose a new password': 'an entirely new lantern' }, 'Change it'),
    title: 'Error: Change your password',
  },
  {
    ...{ route: `GET ${route}/profile/recovery-codes`, is: 'without a factor', as, title: 'Recovery codes' },
    at: `${base}/profile/recovery-codes`,
  },
  {
    ...{ route: `GET ${route}/profile/second-factor`, as, at: `${base}/profile/second-factor`, matters: true },
    title: 'Second factor',
  },
  {
    ...{ route: `POST ${route}/profile/second-factor`, is: 'refused', as, at: `${base}/profile/second-factor` },
    ...{ does: fill({ Code: '123', ...wrongPassword }, 'Turn it on'), title: 'Error: Second factor', status: 422 },
  },
  {
    ...{ route: `GET ${route}/profile/recovery-codes`, as, at: `${base}/profile/second-factor`, does: turnOn },
    title: 'Recovery codes',
  },
  {
    ...{ route: `POST ${route}/profile/recovery-codes`, as, at: `${base}/profile/recovery-codes`, matters: true },
    does: fill({ 'Your current password': castPassword }, 'Make recovery codes'),
    title: 'Recovery codes',
  },
  {
    ...{ route: `POST ${route}/profile/recovery-codes`, is: 'refused', as, at: `${base}/profile/recovery-codes` },
    ...{ does: fill(wrongPassword, 'Make recovery codes'), title: 'Error: Recovery codes', status: 422 },
  },
  {
    ...{ route: `GET ${route}/profile/second-factor`, is: 'on', as, at: `${base}/profile/second-factor` },
    title: 'Second factor',
  },
  {
    ...{ route: `GET ${route}/profile/second-factor/removal`, as, title: 'Turn the second factor off' },
    at: `${base}/profile/second-factor/removal`,
  },
  {
    ...{ route: `POST ${route}/profile/second-factor/removal`, is: 'refused', as, status: 422 },
    ...{ at: `${base}/profile/second-factor/removal`, does: fill(wrongPassword, 'Turn it off') },
    title: 'Error: Turn the second factor off',
  },
]

/** The practice was set up just now. */
async function owed(page: Page): Promise<void> {
  setPlaces({ data: 'the folder /var/lib/anteroom', keys: 'the file keys.json', settings: 'the file anteroom.env' })
  await inOrganization({ organizationId: harbor.id }, (tx) =>
    tx.organization.updateMany({ data: { recoveryKitAt: null } }),
  )
  await page.goto('/staff')
}

export const staffCredentialStates: State[] = [
  ...between('/staff', '/staff', 'staffPasswordToken'),
  {
    ...{ route: 'GET /staff/sign-in/code', as: 'visitor', at: '/staff/sign-in', does: signIn(eve.email) },
    ...{ title: 'Enter your code', matters: true },
  },
  {
    ...{ route: 'POST /staff/sign-in/code', is: 'refused', as: 'visitor', at: '/staff/sign-in', status: 422 },
    does: async (page) => {
      await giveFactor(evesSignIn)
      await signIn(eve.email)(page)
      await fill({ Code: '000000' }, 'Sign in')(page)
    },
    title: 'Error: Enter your code',
  },
  {
    ...{ route: 'GET /staff/sign-in/second-factor', as: 'visitor', at: '/staff/sign-in', matters: true },
    ...{ does: signIn('owing@elm.example'), title: 'Set up your second factor' },
  },
  {
    ...{ route: 'POST /staff/sign-in/second-factor', is: 'refused', as: 'visitor', at: '/staff/sign-in', status: 422 },
    does: async (page) => {
      await signIn('owing@elm.example')(page)
      await fill({ Code: '12' }, 'Set up and sign in')(page)
    },
    title: 'Error: Set up your second factor',
  },
  {
    ...{ route: 'GET /staff/organization/sign-in', as: 'ada', at: '/staff/organization/sign-in' },
    ...{ title: 'Sign-in rules', matters: true },
  },
  {
    ...{ route: 'POST /staff/organization/sign-in', is: 'refused', as: 'ada', at: '/staff/organization/sign-in' },
    does: async (page) => {
      await page.getByLabel('Required: nobody signs in without one').check()
      await press('Save')(page)
    },
    ...{ title: 'Error: Sign-in rules', status: 422 },
  },
  ...own('/staff', '/staff', 'ada'),
  { route: 'GET /staff/recovery-kit', as: 'ada', at: '/staff', does: owed, title: 'Your recovery kit', matters: true },
  {
    ...{ route: 'POST /staff/recovery-kit', as: 'ada', at: '/staff/recovery-kit', matters: true },
    ...{ does: press('Make my recovery kit'), title: 'Your recovery kit' },
  },
  {
    ...{ route: 'GET /staff', is: 'with the kit stored', as: 'ada', at: '/staff/recovery-kit', title: 'Home' },
    does: async (page) => {
      await press('Make my recovery kit')(page)
      await press('I have stored it apart from the server')(page)
    },
  },
]

const portal = '/portal/harbor'

export const portalCredentialStates: State[] = [
  ...between('/portal/:practice', portal, 'passwordToken'),
  ...own('/portal/:practice', portal, 'ned'),
  {
    ...{ route: 'GET /portal/:practice/sign-in/code', as: 'visitor', at: `${portal}/sign-in` },
    ...{ does: signIn(ned.email), title: 'Enter your code', matters: true },
  },
  {
    ...{ route: 'POST /portal/:practice/sign-in/code', is: 'refused', as: 'visitor', at: `${portal}/sign-in` },
    does: async (page) => {
      await signIn(ned.email)(page)
      await fill({ Code: '000000' }, 'Sign in')(page)
    },
    ...{ title: 'Error: Enter your code', status: 422 },
  },
]
