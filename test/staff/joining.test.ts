import { expect, test } from 'vitest'
import { castPassword, eve } from '../../prisma/cast.ts'
import { newToken } from '../../src/platform/tokens.ts'
import { Browser } from '../browser.ts'
import { useMailbox } from '../mail.ts'
import { accept, eventsAbout, inviting, memberAt, newest, opened, somebody } from './invited.ts'
import { inHarbor } from './members-made.ts'

const invite = inviting(useMailbox())

test('an invited person opens the link, joins with a name and a password, and is signed in with the role', async () => {
  const person = somebody()
  const link = await invite({ ...person, role: 'office' })
  expect(await memberAt(person.email)).toBeNull()
  const browser = await opened(link)
  const page = await browser.get('/staff/invitation')
  expect(page.text).toContain('You are invited to the staff of Harbor Counseling, in the role Office.')
  expect(page.text).not.toContain(link.split('key=')[1])
  const joined = await accept(browser, { name: 'Noor van Comer' })
  expect(joined.headers['location']).toBe('/staff')
  expect((await browser.get('/staff')).text).toContain('Signed in as Noor van Comer, Office')
  const member = await memberAt(person.email)
  expect(member).toMatchObject({ role: 'office', seesClients: false, canInvite: false, state: 'active' })
  const { id, state, token } = await newest(person.email)
  expect([state, token]).toEqual(['accepted', null])
  expect(await eventsAbout(id)).toEqual(['staff.invited', 'staff.invitation-opened'])
  expect(await eventsAbout(member?.id ?? '')).toEqual(['staff.joined', 'session.started'])
  expect((await new Browser().post('/staff/sign-in', { email: person.email, password: castPassword })).status).toBe(303)
})

test.each([
  ['therapist', 'on', true],
  ['office', 'on', false],
  ['administrator', 'on', true],
  ['administrator', undefined, false],
])('a new %s with the tick box %s sees clients: %s', async (role, ticked, seesClients) => {
  const person = { ...somebody(), role, ...(ticked ? { seesClients: ticked } : {}) }
  await accept(await opened(await invite(person)))
  expect(await memberAt(person.email)).toMatchObject({ role, seesClients })
})

test('of twenty who join with one link at once, one is let in', async () => {
  const person = somebody()
  const link = await invite(person)
  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, number) => {
      const racer = await opened(link)
      racer.address = `203.0.113.${number}`
      return accept(racer)
    }),
  )
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(19)
  expect(await inHarbor((tx) => tx.staff.count({ where: { email: person.email } }))).toBe(1)
})

test.each([
  ['a short password', { password: 'short' }, 'at least 15 characters'],
  ['a password of one’s own name', { password: 'noorcomernoorcomer' }, 'guess|repeats|details'],
  ['no name', { name: '' }, 'Please enter your name.'],
])('%s is refused kindly, and the link still works', async (_what, changed, sentence) => {
  const browser = await opened(await invite(somebody()))
  const answer = await accept(browser, changed)
  expect(answer.status).toBe(422)
  expect(answer.text).toMatch(new RegExp(sentence))
  expect((await accept(browser)).status).toBe(303)
})

test('somebody who joined elsewhere meanwhile cannot use the address here as well', async () => {
  const person = somebody()
  const atHarbor = await opened(await invite(person))
  expect((await accept(await opened(await invite(person, eve)))).status).toBe(303)
  const refused = await accept(atHarbor)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Please ask Harbor Counseling to invite you at another address.')
  expect(await memberAt(person.email)).toBeNull()
  expect((await newest(person.email)).state).toBe('open')
})

test('a link that is none, empty, twice or another’s opens nothing', async () => {
  for (const query of [`key=${newToken().token}`, 'key=', 'key=a&key=b', `key=${'a'.repeat(200)}`, 'key=%00']) {
    const browser = await opened(`/staff/invitation?${query}`)
    expect((await browser.get('/staff/invitation')).text, query).toContain('cannot be used any more')
    expect((await accept(browser)).status, query).toBe(422)
  }
})
