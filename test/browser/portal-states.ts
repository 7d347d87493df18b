import type { Page } from 'playwright-core'
import { castPassword, omar } from '../../prisma/cast.ts'
import { setClock } from '../../src/platform/clock.ts'
import { minutesAfter } from '../../src/platform/time.ts'
import { fill, press, send } from './acts.ts'
import type { State } from './states.ts'

const portal = '/portal/harbor'
const section = (id: string, number: number) => `${portal}/forms/${id}/sections/${number}`
const consent = 'Informed Consent for Psychotherapy'
const notice = 'Notice of Privacy Practices'
const route = (path: string) => `GET /portal/:practice${path}`
const change = (path: string) => `POST /portal/:practice${path}`

/** What a visitor of a practice's portal meets. */
const outside: State[] = [
  { route: route('/sign-in'), as: 'visitor', at: `${portal}/sign-in`, title: 'Sign in', matters: true },
  {
    ...{ route: change('/sign-in'), is: 'refused', as: 'visitor', at: `${portal}/sign-in`, status: 422 },
    does: fill({ 'E-mail': omar.email, Password: 'not the right one' }, 'Sign in'),
    title: 'Error: Sign in',
  },
  { route: route('/privacy'), as: 'visitor', at: `${portal}/privacy`, title: notice },
  { route: route('/signing-keys'), as: 'visitor', at: `${portal}/signing-keys`, title: 'Signing keys' },
  {
    ...{ route: route('/invitation'), as: 'visitor', title: 'Your invitation', matters: true },
    at: ({ openToken }) => `${portal}/invitation?key=${openToken}`,
  },
  { route: route('/invitation'), is: 'ended', as: 'visitor', at: `${portal}/invitation`, title: 'Your invitation' },
  {
    ...{ route: route('/invitation'), is: 'expired', as: 'visitor', title: 'Your invitation' },
    at: ({ expiredToken }) => `${portal}/invitation?key=${expiredToken}`,
  },
  {
    ...{ route: change('/invitation/renewal'), as: 'visitor', title: 'Look at your mail' },
    at: ({ expiredToken }) => `${portal}/invitation?key=${expiredToken}`,
    does: press('Send me a new link'),
  },
  {
    ...{ route: route('/invitation/refusal'), as: 'visitor', title: 'Was this not meant for you?', matters: true },
    at: ({ openToken }) => `${portal}/invitation?key=${openToken}`,
    does: (page) => page.getByRole('link', { name: 'This was not meant for me' }).click(),
  },
  {
    ...{ route: change('/invitation/refusal'), as: 'visitor', title: 'Thank you' },
    at: ({ unmeantToken }) => `${portal}/invitation?key=${unmeantToken}`,
    does: async (page) => {
      await page.getByRole('link', { name: 'This was not meant for me' }).click()
      await press('Yes, it was not meant for me')(page)
    },
  },
  {
    ...{ route: route('/account'), as: 'visitor', title: 'Create your account', matters: true },
    at: ({ openToken }) => `${portal}/invitation?key=${openToken}`,
    does: (page) => page.getByRole('link', { name: 'Create my account' }).click(),
  },
  {
    ...{ route: change('/account'), is: 'refused', as: 'visitor', status: 422, title: 'Error: Create your account' },
    at: ({ openToken }) => `${portal}/invitation?key=${openToken}`,
    does: async (page) => {
      await page.getByRole('link', { name: 'Create my account' }).click()
      await fill({ 'Your date of birth': '1990-02-03', 'Choose a password': 'password' }, 'Create my account')(page)
    },
  },
]

/** What a client fills in and signs. */
const forms: State[] = [
  { route: route('/forms'), is: 'long', as: 'omar', at: `${portal}/forms`, title: 'Your forms', matters: true },
  { route: route('/forms'), is: 'empty', as: 'ned', at: `${portal}/forms`, title: 'Your forms' },
  ...['submitted', 'paper', 'revoked'].map((is): State => ({
    ...{ route: route('/forms/:id'), is, as: 'omar', title: consent },
    at: (scene) => `${portal}/forms/${scene[`${is}Id` as 'submittedId']}`,
  })),
  {
    ...{ route: route('/forms/:id/sections/:number'), is: 'the first', as: 'omar', title: 'About you, step 1 of 11' },
    ...{ at: ({ intakeId }) => section(intakeId, 1), matters: true },
  },
  ...[
    ...['Reaching you', 'What brings you here', 'Care you have had', 'Health and medicines'],
    ...[
      'Alcohol and other substances',
      'Family and home',
      'Work and school',
      'Hard times and safety',
      'Strengths and goals',
    ],
  ].map((title, index): State => ({
    ...{ route: route('/forms/:id/sections/:number'), is: title, as: 'omar' },
    at: ({ readId }) => section(readId, index + 2),
    title: `${title}, step ${index + 2} of 11`,
  })),
  {
    ...{ route: change('/forms/:id/sections/:number'), is: 'refused', as: 'omar', status: 422, matters: true },
    ...{ at: ({ intakeId }) => section(intakeId, 1), does: press('Save and continue') },
    title: 'Error: About you, step 1 of 11',
  },
  {
    ...{ route: route('/forms/:id/sections/:number'), is: 'looked at again', as: 'omar' },
    at: ({ readId }) => `${section(readId, 3)}?check`,
    title: 'Error: What brings you here, step 3 of 11',
  },
  {
    ...{ route: route('/forms/:id/signature'), is: 'read in full', as: 'omar', title: consent, matters: true },
    at: ({ consentId }) => `${portal}/forms/${consentId}/signature`,
  },
  {
    ...{ route: change('/forms/:id/signature'), is: 'refused', as: 'omar', status: 422, title: `Error: ${consent}` },
    ...{ at: ({ consentId }) => `${portal}/forms/${consentId}/signature`, does: press('Sign this form') },
    matters: true,
  },
  {
    ...{ route: change('/forms/:id/signature'), is: 'another name', as: 'omar', status: 422 },
    at: ({ consentId }) => `${portal}/forms/${consentId}/signature`,
    does: async (page) => {
      await page.getByText('I am the client', { exact: true }).click()
      await fill({ 'Type your full legal name': 'Omar H.' }, 'Sign this form')(page)
    },
    title: `Error: ${consent}`,
  },
  {
    ...{ route: route('/forms/:id/signature'), is: 'a notice', as: 'omar', title: notice },
    at: ({ noticeId }) => `${portal}/forms/${noticeId}/signature`,
  },
  {
    ...{ route: route('/forms/:id/signature'), is: 'signed', as: 'omar', title: notice },
    at: ({ signedId }) => `${portal}/forms/${signedId}/signature`,
  },
  {
    ...{ route: route('/forms/:id/paper'), as: 'omar', title: `${consent} on paper` },
    at: ({ consentId }) => `${portal}/forms/${consentId}/paper`,
  },
  {
    ...{ route: route('/forms/:id/print'), as: 'omar', title: 'Standard Intake Questionnaire, to print' },
    at: ({ readId }) => `${portal}/forms/${readId}/print`,
  },
  {
    ...{ route: route('/electronic-signing'), as: 'ned', at: `${portal}/electronic-signing`, matters: true },
    title: 'Signing on this device',
  },
  {
    ...{ route: route('/electronic-signing'), is: 'done', as: 'omar', at: `${portal}/electronic-signing` },
    title: 'Signing on this device',
  },
  {
    ...{ route: route('/electronic-signing'), is: 'withdrawn', as: 'wil', at: `${portal}/electronic-signing` },
    title: 'Signing on this device',
  },
  {
    ...{ route: route('/electronic-signing/withdrawal'), as: 'omar', title: 'Withdraw your agreement?' },
    ...{ at: `${portal}/electronic-signing/withdrawal`, matters: true },
  },
  {
    ...{ route: change('/electronic-signing/withdrawal'), is: 'refused', as: 'omar', status: 422 },
    at: `${portal}/electronic-signing`,
    does: send(`${portal}/electronic-signing/withdrawal`, { 'nobody knows': 'this field' }),
    title: 'Error: Signing on this device',
  },
  {
    ...{
      route: change('/electronic-signing'),
      is: 'refused',
      as: 'ned',
      at: `${portal}/electronic-signing`,
      status: 422,
    },
    ...{ does: press('Agree and go on'), title: 'Error: Signing on this device' },
  },
  {
    ...{ route: route('/forms/review'), as: 'omar', at: `${portal}/forms/review`, title: 'Review and submit' },
    matters: true,
  },
  {
    ...{ route: route('/forms/review'), is: 'empty', as: 'ned', at: `${portal}/forms/review` },
    title: 'Review and submit',
  },
  {
    ...{ route: route('/forms/finished'), as: 'omar', at: `${portal}/forms/finished`, title: 'Your forms were sent' },
    matters: true,
  },
  {
    ...{ route: change('/forms/submission'), is: 'refused', as: 'ned', at: `${portal}/forms/review`, status: 422 },
    ...{ does: send(`${portal}/forms/submission`), title: 'Error: Not sent' },
  },
]

/** A client's other pages. */
const inside: State[] = [
  { route: route(''), is: 'long', as: 'omar', at: portal, title: 'Home', matters: true },
  { route: route(''), is: 'empty', as: 'ned', at: portal, title: 'Home' },
  { route: route('/documents'), as: 'omar', at: `${portal}/documents`, title: 'Documents', matters: true },
  { route: route('/documents'), is: 'empty', as: 'ned', at: `${portal}/documents`, title: 'Documents' },
  {
    ...{ route: route('/documents/:id'), as: 'omar', title: consent },
    at: ({ ownDocumentId }) => `${portal}/documents/${ownDocumentId}`,
  },
]

const typed = async (page: Page) => {
  await page.getByLabel('Your full name').fill('Omar Haddad')
  setClock(() => minutesAfter(new Date(), 16))
  await press('Save and continue')(page).finally(() => setClock(() => new Date()))
}

/** Signed out while typing, and back. */
const back: State[] = [
  {
    ...{ route: change('/forms/:id/sections/:number'), is: 'signed out while typing', as: 'omar anew', status: 401 },
    ...{ at: ({ intakeId }) => section(intakeId, 1), does: typed, title: 'Sign in' },
  },
  {
    ...{ route: change('/forms/sign-in'), is: 'refused', as: 'omar anew', status: 422, title: 'Error: Sign in' },
    at: ({ intakeId }) => section(intakeId, 1),
    does: async (page) => {
      await typed(page)
      await fill({ 'E-mail': omar.email, Password: 'not the right one' }, 'Sign in and go on')(page)
    },
  },
  {
    ...{ route: change('/forms/sign-in'), is: 'done', as: 'omar anew', title: 'You are back' },
    at: ({ intakeId }) => section(intakeId, 1),
    does: async (page) => {
      await typed(page)
      await fill({ 'E-mail': omar.email, Password: castPassword }, 'Sign in and go on')(page)
    },
  },
]

export const portalStates: State[] = [...outside, ...forms, ...inside, ...back]
