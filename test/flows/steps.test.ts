import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ada, castPassword, elm, eve, max, ofra, omar } from '../../prisma/cast.ts'
import { infrastructure, inOrganization } from '../../src/platform/database.ts'
import { currentCode } from '../../src/platform/one-time-passwords.ts'
import { Browser, portalBrowser, staffBrowser } from '../browser.ts'
import { databaseWatch } from '../checksum.ts'
import { evesSignIn, freshCode, giveFactor, omarsSignIn, secret } from '../factors.ts'
import { agree, base, putInto, section, sendForm } from '../intakes/sent-forms.ts'
import { useMailbox } from '../mail.ts'
import { linkKinds } from './links.ts'

const mailbox = useMailbox()
let watch: Awaited<ReturnType<typeof databaseWatch>>
const done = { tried: 0, taken: [] as string[] }

beforeAll(async () => void (watch = await databaseWatch()))
beforeEach(() => infrastructure().query('delete from rate_limits'))
afterAll(() => console.log(`S8: ${done.tried} steps out of turn, ${done.taken.length} taken`))

type Form = Record<string, string>
const [invitation, , staffPassword] = linkKinds as [(typeof linkKinds)[0], unknown, (typeof linkKinds)[0]]
const signing = { signedBy: 'client', typedName: 'Omar Haddad' }
const signIn = { email: eve.email, password: castPassword }

/** A browser of Eve's between password and second factor. */
async function halfWay(): Promise<Browser> {
  await giveFactor(evesSignIn)
  const browser = new Browser()
  await browser.post('/staff/sign-in', signIn)
  return browser
}

async function invited(): Promise<Browser> {
  const browser = new Browser()
  await browser.get(await invitation.make(mailbox, invitation.somebody()))
  return browser
}

/** Posts a step that is not due: it is refused or leads to the sign-in page, and no row is another. */
async function outOfTurn(what: string, browser: Browser, path: string, form: Form, leadsTo?: string): Promise<void> {
  const before = (await watch()).rows
  const { status, headers } = await browser.post(path, form)
  done.tried += 1
  const isRefused = leadsTo ? headers['location'] === leadsTo : [404, 422].includes(status)
  if (!isRefused || (await watch()).rows !== before)
    done.taken.push(`${what}: ${status} ${String(headers['location'])}`)
  expect(done.taken).toEqual([])
}

test('forms wait for agreement, reading, every section and a signature, in this order', async () => {
  const omars = await portalBrowser(omar)
  const [consent, questionnaire] = [await sendForm('consent'), await sendForm('questionnaire')]
  const sign = (id: string) => `${base}/forms/${id}/signature`
  const submission = `${base}/forms/submission`
  await outOfTurn('submit, nothing signed', omars, submission, {})
  await outOfTurn('agree, no sample opened', omars, `${base}/electronic-signing`, { agree: 'on' })
  await outOfTurn('sign, not read', omars, sign(consent), signing)
  await omars.get(sign(consent))
  await omars.post(`${base}/forms/${consent}/opening`)
  await outOfTurn('sign, not agreed', omars, sign(consent), signing)
  await agree(omars)
  await outOfTurn('a later section before the first', omars, section(questionnaire, 9), { go: 'next' })
  await omars.get(section(questionnaire, 1))
  await omars.post(`${base}/forms/${questionnaire}/opening`)
  await outOfTurn('sign with sections to do', omars, sign(questionnaire), signing)
  await outOfTurn('submit, only read', omars, submission, {})
  await outOfTurn('submit with a state of one’s own', omars, submission, { state: 'signed' })
  await outOfTurn('withdraw with more than asked', omars, `${base}/electronic-signing/withdrawal`, { all: 'yes' })
  for (const state of ['submitted', 'revoked']) {
    await putInto(consent, state)
    await outOfTurn(`sign what is ${state}`, omars, sign(consent), signing)
    await outOfTurn(`change what is ${state}`, omars, section(consent, 1), { go: 'next' })
    await outOfTurn(`paper for what is ${state}`, omars, `${base}/forms/${consent}/paper`, {})
  }
})

test('nothing of the portal opens before the account, and no account before the date of birth', async () => {
  const guest = await invited()
  const id = await sendForm('consent')
  for (const [path, form] of [
    [section(id, 1), { go: 'next' }],
    [`${base}/forms/${id}/signature`, signing],
    [`${base}/forms/submission`, {}],
    [`${base}/electronic-signing`, { agree: 'on' }],
    [`${base}/profile/password`, { currentPassword: castPassword, newPassword: castPassword }],
    [`${base}/profile/recovery-codes`, {}],
  ] as [string, Form][]) {
    await outOfTurn(`before the account: ${path}`, guest, path, form, `${base}/sign-in`)
  }
  await outOfTurn('an account with nothing opened', new Browser(), `${base}/account`, invitation.form)
  const accounts = () => inOrganization(ada, (tx) => tx.portalAccount.count())
  const before = await accounts()
  for (const dateOfBirth of [undefined, '', '1990-05', 'null', '0000-00-00', '1990-05-18']) {
    // the try is counted on the invitation, so rows do change here
    const form = { ...(dateOfBirth === undefined ? {} : { dateOfBirth }), password: castPassword }
    const { status } = await (await invited()).post(`${base}/account`, form)
    done.tried += 1
    if (status !== 422 || (await accounts()) !== before) done.taken.push(`born "${dateOfBirth}": ${status}`)
  }
  expect(done.taken).toEqual([])
})

test('the second factor is not stepped over', async () => {
  const half = await halfWay()
  const pages = ['/staff', '/staff/clients', '/staff/profile', '/staff/profile/recovery-codes', '/staff/recovery-kit']
  for (const page of pages) expect((await half.get(page)).headers['location'], page).toBe('/staff/sign-in')
  const setUp = { secret, code: currentCode(secret) }
  await outOfTurn(
    'a factor set up over the one there is',
    half,
    '/staff/sign-in/second-factor',
    setUp,
    '/staff/sign-in',
  )
  await outOfTurn('a code without a password', new Browser(), '/staff/sign-in/code', setUp, '/staff/sign-in')
  const removal = '/staff/profile/second-factor/removal'
  await outOfTurn('turned off half way', half, removal, { currentPassword: castPassword }, '/staff/sign-in')
  await outOfTurn('codes half way', half, '/staff/profile/recovery-codes', {}, '/staff/sign-in')
  await outOfTurn('at the portal', half, `${base}/sign-in/code`, { code: currentCode(secret) }, `${base}/sign-in`)
  await giveFactor(omarsSignIn)
  const omars = new Browser()
  await omars.post(`${base}/sign-in`, { email: omar.email, password: castPassword })
  const code = { code: currentCode(secret) }
  await outOfTurn('a code at another practice', omars, '/portal/elm/sign-in/code', code, '/portal/elm/sign-in')
  await outOfTurn('submit half way', omars, `${base}/forms/submission`, {}, `${base}/sign-in`)
})

describe('a link for a new password', () => {
  test('signs nobody in, and asks for the second factor afterwards as before', async () => {
    const browser = new Browser()
    await browser.get(await staffPassword.make(mailbox, eve.email))
    expect((await browser.get('/staff')).headers['location']).toBe('/staff/sign-in')
    const set = await browser.post('/staff/new-password', { password: castPassword })
    expect(set.headers['location']).toBe('/staff/sign-in')
    for (const page of ['/staff', '/staff/profile', '/staff/sign-in/code']) {
      expect((await browser.get(page)).headers['location'], page).toBe('/staff/sign-in')
    }
    expect((await browser.post('/staff/sign-in', signIn)).headers['location']).toBe('/staff/sign-in/code')
    await outOfTurn(
      'the old factor’s place',
      browser,
      '/staff/sign-in/second-factor',
      { secret, code: '1' },
      '/staff/sign-in',
    )
    const code = await freshCode(evesSignIn)
    expect((await browser.post('/staff/sign-in/code', { code })).headers['location']).toBe('/staff')
  })

  test('opened in a half-way browser does not take it the other half', async () => {
    const half = await halfWay()
    await half.get(await staffPassword.make(mailbox, eve.email))
    expect((await half.get('/staff/clients')).headers['location']).toBe('/staff/sign-in')
  })

  test('opened in somebody else’s signed-in browser changes its own account alone', async () => {
    const browser = await staffBrowser(ada)
    const hash = () => inOrganization(ada, (tx) => tx.staff.findFirstOrThrow({ where: { id: ada.id } }))
    const before = await hash()
    await browser.get(await staffPassword.make(mailbox, ofra.email))
    expect((await browser.post('/staff/new-password', { password: castPassword })).status).toBe(303)
    expect((await hash()).passwordHash).toBe(before.passwordHash)
  })
})

test.each([
  ['a client of another practice', max.email],
  ['staff of another practice', eve.email],
  ['staff of this practice', ada.email],
])('an invitation for the address of %s changes nothing there', async (_who, email) => {
  const elsewhere = async () => {
    const rows = await Promise.all(
      [eve, ada].map((who) =>
        inOrganization(who, async (tx) => ({
          staff: await tx.staff.findMany({ omit: { lastSignInAt: true }, orderBy: { id: 'asc' } }),
          accounts: who === eve && (await tx.portalAccount.findMany()),
          clients: who === eve && (await tx.client.findMany()),
          access: who === eve && (await tx.access.findMany()),
        })),
      ),
    )
    return JSON.stringify(rows)
  }
  const browser = new Browser()
  const before = await elsewhere()
  await browser.get(await invitation.make(mailbox, email))
  const another = 'a violet teapot on the stairs'
  expect((await browser.post(`${base}/account`, { ...invitation.form, password: another })).status).toBe(303)
  expect(await elsewhere()).toBe(before)
  const wrong = await new Browser().post('/staff/sign-in', { email, password: another })
  expect(wrong.status).toBe(422)
  expect((await portalBrowser(max, elm)).cookies.size).toBeGreaterThan(0)
})
