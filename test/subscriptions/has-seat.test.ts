import { beforeEach, expect, test } from 'vitest'
import { ada, eve, harbor, nia, ofra, theo } from '../../prisma/cast.ts'
import { hasSeat, staffWithSeat } from '../../src/policy.ts'
import { staffMember } from '../../src/staff/who.ts'
import { staffBrowser } from '../browser.ts'
import { comesLater } from '../../src/subscriptions/seat-gives.ts'
import { formOf, inHarbor, LIST, seated } from './seat-list.ts'

const organizationId = harbor.id
beforeEach(() => seated([theo], theo))

/** Whether the staff member behind a session has a seat, as every request finds it out. */
async function has({ id: accountId }: { id: string }): Promise<boolean | null> {
  const found = await staffMember({ organizationId, accountId, signedInAt: Date.now() })
  return found && hasSeat(found.actor)
}

test('a seat opens its page and stands in the menu; without one both are closed, and it is said what to do', async () => {
  const [holder, other] = [await staffBrowser(theo), await staffBrowser(nia)]
  expect((await holder.get('/staff')).text).toContain('/staff/seat')
  const page = await holder.get('/staff/seat')
  expect(page.status).toBe(200)
  expect(page.text).toContain('It is the free one of your practice.')
  expect(page.text).toContain('the clients assigned to you')
  expect((await other.get('/staff')).text).not.toContain('/staff/seat')
  const refused = await other.get('/staff/seat')
  expect(refused.status).toBe(403)
  expect(refused.text).toContain('An administrator can give you one')
})

test('a change takes effect at the next request of those who are signed in', async () => {
  const [admin, therapist, colleague] = [await staffBrowser(ada), await staffBrowser(theo), await staffBrowser(nia)]
  expect((await colleague.get('/staff/seat')).status).toBe(403)
  await admin.post(LIST, await formOf({ seats: [nia.id] }))
  expect((await colleague.get('/staff/seat')).status).toBe(200)
  expect((await therapist.get('/staff/seat')).status).toBe(403)
})

test('an administrator with a seat may write with any client who has an account', async () => {
  await seated([theo, ada], theo)
  const page = await (await staffBrowser(ada)).get('/staff/seat')
  expect(page.text).toContain('any client who has a portal account')
  expect(page.text).not.toContain('It is the free one')
})

test('a paused seat is none, and the free one is never paused', async () => {
  await seated([theo, nia], theo)
  await inHarbor((tx) => tx.seat.updateMany({ where: { state: 'paid' }, data: { state: 'paused' } }))
  expect([await has(theo), await has(nia)]).toEqual([true, false])
})

test('the office has none even where a row was left behind, and nobody has one of another practice', async () => {
  await seated([theo, ofra], theo)
  expect(await has(ofra)).toBe(false)
  expect(await has(eve)).toBeNull()
})

test('what is asked of one person and what is asked of all agree, for everybody in every state', async () => {
  await seated([theo, nia, ofra], theo)
  for (const state of ['paid', 'paused', 'ended']) {
    const end = state === 'ended' ? { openStaffId: null, endedAt: new Date() } : {}
    await inHarbor((tx) => tx.seat.updateMany({ where: { openStaffId: nia.id }, data: { state, ...end } }))
    const holders = await inHarbor((tx) => tx.staff.findMany({ where: staffWithSeat, select: { id: true } }))
    const asked = []
    for (const person of [ada, theo, nia, ofra]) if (await has(person)) asked.push(person.id)
    expect(asked.sort()).toEqual(holders.map(({ id }) => id).sort())
    expect(asked.includes(nia.id)).toBe(state === 'paid')
  }
})

test('what a seat does not give yet is said beside its price and to its holder, who is sent to no menu that is not there', async () => {
  const later = 'Secure messages and being booked by clients will arrive with a later version.'
  const list = await (await staffBrowser(ada)).get(LIST)
  expect(list.text).toContain('Each further seat costs')
  expect(list.text).toContain(later)
  const own = (await (await staffBrowser(theo)).get('/staff/seat')).text
  expect(own).toContain(later)
  expect(own).not.toMatch(/Messages stands|Calendar is in/)
})

test.each([
  [
    false,
    false,
    'Secure messages and being booked by clients will arrive with a later version. Until then a seat changes nothing.',
  ],
  [true, false, 'Being booked by clients will arrive with a later version.'],
  [false, true, 'Secure messages will arrive with a later version.'],
  [true, true, null],
])('with messages here (%s) and booking here (%s) the sentence is "%s"', (messages, booking, sentence) => {
  expect(comesLater({ messages, booking })).toBe(sentence)
})
