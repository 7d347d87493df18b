import { expect, test } from 'vitest'
import { ada, castPassword, eve, nia, ofra, theo } from '../../prisma/cast.ts'
import { newId } from '../../src/platform/ids.ts'
import { Browser, staffBrowser } from '../browser.ts'
import { statementsOf } from '../explain-plans.ts'
import { addClients, addMember, administrators, assignedTo, inHarbor, memberRow, told } from './members-made.ts'

const leave = ({ id }: { id: string }) => `/staff/organization/staff/${id}/deactivation`
const back = ({ id }: { id: string }) => `/staff/organization/staff/${id}/reactivation`
const signIn = ({ email }: { email: string }) => new Browser().post('/staff/sign-in', { email, password: castPassword })

test('whoever is deactivated is signed out at the next request, everywhere, and cannot sign in', async () => {
  const member = await addMember()
  const browsers = [await staffBrowser(member), await staffBrowser(member)]
  const answer = await (await staffBrowser(ada)).post(leave(member))
  expect(answer.status).toBe(303)
  for (const browser of browsers) expect((await browser.get('/staff')).headers['location']).toBe('/staff/sign-in')
  expect((await signIn(member)).status).toBe(422)
  expect(await memberRow(member.id)).toMatchObject({ state: 'deactivated', role: 'therapist' })
  // coming back does not bring the old sessions back
  await (await staffBrowser(ada)).post(back(member))
  for (const browser of browsers) expect((await browser.get('/staff')).headers['location']).toBe('/staff/sign-in')
  expect((await signIn(member)).status).toBe(303)
})

test('their clients go to the member chosen, in the same step, each with its lines in the audit', async () => {
  const member = await addMember()
  const taker = await addMember()
  const [own = '', second = ''] = await addClients(2, [member])
  const [shared = ''] = await addClients(1, [member, taker])
  await (await staffBrowser(ada)).post(leave(member), { handOver: taker.id })
  for (const client of [own, second, shared]) expect(await assignedTo(client)).toEqual([taker.id])
  const unassigned = ['client.unassigned', { staff: [member.id] }]
  expect(await told(own)).toEqual([unassigned, ['client.assigned', { staff: [taker.id] }]])
  expect(await told(shared)).toEqual([unassigned])
  expect((await told(member.id)).at(-1)).toEqual(['staff.deactivated', { clients: 3, to: taker.id }])
})

test('a client who had the new member before has them again, and an ended assignment keeps its row', async () => {
  const member = await addMember()
  const taker = await addMember()
  const [client = ''] = await addClients(1, [member, taker])
  const admin = await staffBrowser(ada)
  await admin.post(`/staff/clients/${client}/assignments`, { staff: member.id })
  await admin.post(leave(member), { handOver: taker.id })
  expect(await assignedTo(client)).toEqual([taker.id])
  expect(await inHarbor((tx) => tx.assignment.count({ where: { clientId: client } }))).toBe(2)
})

test('the clients may go to nobody, but only where that is said', async () => {
  const member = await addMember()
  const [client = ''] = await addClients(1, [member])
  const admin = await staffBrowser(ada)
  const refused = await admin.post(leave(member))
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('has a client. Please choose who takes over.')
  expect([(await memberRow(member.id)).state, await assignedTo(client)]).toEqual(['active', [member.id]])
  expect((await admin.post(leave(member), { handOver: 'nobody' })).status).toBe(303)
  expect(await assignedTo(client)).toEqual([])
  expect((await admin.get(`/staff/clients/${client}`)).text).toContain('Nobody assigned.')
})

test('forty clients are handed over with as many statements as one', async () => {
  const admin = await staffBrowser(ada)
  const counts: number[] = []
  for (const clients of [1, 40]) {
    const member = await addMember()
    await addClients(clients, [member])
    counts.push((await statementsOf(() => admin.post(leave(member), { handOver: nia.id }))).length)
  }
  expect(counts[1]).toBe(counts[0])
})

test.each([
  ['somebody deactivated', async () => (await addMember({ state: 'deactivated' })).id],
  [
    'an administrator who sees no clients',
    async () => (await addMember({ role: 'administrator', seesClients: false })).id,
  ],
  ['the office', async () => ofra.id],
  ['another practice', async () => eve.id],
  ['themselves', async (member: { id: string }) => member.id],
  ['somebody who is not there', async () => newId()],
  ['something that is no id', async () => 'Nia Okoro'],
])('clients cannot be handed over to %s', async (_whom, taker) => {
  const member = await addMember()
  const [client = ''] = await addClients(1, [member])
  const answer = await (await staffBrowser(ada)).post(leave(member), { handOver: await taker(member) })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Only active staff who see clients can take them over.')
  expect([(await memberRow(member.id)).state, await assignedTo(client)]).toEqual(['active', [member.id]])
  await inHarbor((tx) =>
    tx.staff.updateMany({ where: { role: 'administrator', id: { not: ada.id } }, data: { role: 'office' } }),
  )
})

test('nobody is assigned a client while they are leaving: one of the two comes first', async () => {
  const admin = await staffBrowser(ada)
  const [client = ''] = await addClients(1, [])
  for (let round = 0; round < 10; round++) {
    const member = await addMember()
    const [left, assigned] = await Promise.all([
      admin.post(leave(member)),
      admin.post(`/staff/clients/${client}/assignments`, { staff: member.id }),
    ])
    expect([left.status, assigned.status].sort()).toEqual([303, 422])
    const { state } = await memberRow(member.id)
    expect((await assignedTo(client)).includes(member.id)).toBe(state === 'active')
    await admin.post(leave(member), { handOver: 'nobody' })
  }
})

test('the last active administrator cannot go; with a second one may, and is signed out at once', async () => {
  const admin = await staffBrowser(ada)
  const refused = await admin.post(leave(ada))
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Ada Whitfield is the only active administrator.')
  const second = await addMember({ role: 'administrator', seesClients: false })
  const browser = await staffBrowser(second)
  expect((await browser.post(leave(second))).headers['location']).toBe('/staff/sign-in')
  expect((await browser.get('/staff')).headers['location']).toBe('/staff/sign-in')
  expect(await administrators()).toBe(1)
})

test('of two administrators who deactivate each other at once, one stays', async () => {
  for (let round = 0; round < 5; round++) {
    const two = [await addMember({ role: 'administrator' }), await addMember({ role: 'administrator' })] as const
    const browsers = await Promise.all(two.map((each) => staffBrowser(each)))
    const answers = await Promise.all(browsers.map((browser, n) => browser.post(leave(two[1 - n]!))))
    // who comes too late is refused, or is asked to sign in already
    const done = answers.filter(({ status, headers }) => status === 303 && headers['location'] !== '/staff/sign-in')
    expect(done).toHaveLength(1)
    expect(await administrators()).toBe(2)
    const admin = await staffBrowser(ada)
    for (const each of two) await admin.post(leave(each))
  }
})

test('somebody reactivated signs in as before, without clients, without the permission, and no old session comes back', async () => {
  const member = await addMember({ canInvite: true })
  const [client = ''] = await addClients(1, [member])
  const old = await staffBrowser(member)
  const admin = await staffBrowser(ada)
  await admin.post(leave(member), { handOver: 'nobody' })
  expect((await admin.get(`/staff/organization/staff/${member.id}`)).text).toContain(
    'was deactivated and cannot sign in',
  )
  expect((await admin.post(back(member))).status).toBe(303)
  expect((await old.get('/staff')).headers['location']).toBe('/staff/sign-in')
  expect((await signIn(member)).status).toBe(303)
  expect(await memberRow(member.id)).toMatchObject({ state: 'active', role: 'therapist', canInvite: false })
  expect(await assignedTo(client)).toEqual([])
  expect((await told(member.id)).map(([event]) => event)).toEqual([
    'session.started',
    'staff.deactivated',
    'staff.reactivated',
    'session.started',
  ])
})

test('what was done already is refused with a sentence', async () => {
  const member = await addMember()
  const admin = await staffBrowser(ada)
  expect((await admin.post(back(member))).text).toContain(`${member.name} is active.`)
  await admin.post(leave(member))
  expect((await admin.post(leave(member))).text).toContain(`${member.name} was deactivated before.`)
})

test.each([theo, nia, ofra])('$name may show nobody the door and let nobody back in', async (person) => {
  const browser = await staffBrowser(person)
  expect((await browser.post(leave(ada))).status).toBe(403)
  expect((await browser.post(back(person))).status).toBe(403)
})

test('a member of another practice is not there', async () => {
  const admin = await staffBrowser(ada)
  for (const id of [eve.id, newId(), 'nobody']) {
    expect((await admin.post(leave({ id }), { handOver: 'nobody' })).status).toBe(404)
    expect((await admin.post(back({ id }))).status).toBe(404)
  }
})
