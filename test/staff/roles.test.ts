import { expect, test } from 'vitest'
import { ada, eve, nia, ofra, theo } from '../../prisma/cast.ts'
import { newId } from '../../src/platform/ids.ts'
import { staffBrowser } from '../browser.ts'
import { addClients, addMember, administrators, assignedTo, memberRow, told } from './members-made.ts'

const role = ({ id }: { id: string }) => `/staff/organization/staff/${id}/role`
const permission = ({ id }: { id: string }) => `/staff/organization/staff/${id}/permission`
const settings = '/staff/organization/client-portal/settings'

test('a changed role counts from the next request on, in both directions', async () => {
  const member = await addMember()
  const browser = await staffBrowser(member)
  expect((await browser.get('/staff/clients/new')).status).toBe(403)
  const admin = await staffBrowser(ada)
  const changed = await admin.post(role(member), { role: 'office' })
  expect(changed.headers['location']).toBe(`/staff/organization/staff/${member.id}`)
  expect((await browser.get('/staff/clients/new')).status).toBe(200)
  await admin.post(role(member), { role: 'administrator', seesClients: 'on' })
  expect((await browser.get('/staff/organization/staff')).status).toBe(200)
  await admin.post(role(member), { role: 'therapist' })
  expect((await browser.get('/staff/organization/staff')).status).toBe(403)
  expect(await told(member.id)).toEqual([
    ['session.started', { site: 'staff' }],
    ['staff.role-changed', { from: 'therapist', to: 'office', seesClients: false }],
    ['staff.role-changed', { from: 'office', to: 'administrator', seesClients: true }],
    ['staff.role-changed', { from: 'administrator', to: 'therapist', seesClients: true }],
  ])
})

test('whoever sees no clients in the new role hands them over in the same step', async () => {
  const member = await addMember()
  const [client = ''] = await addClients(1, [member])
  const admin = await staffBrowser(ada)
  const refused = await admin.post(role(member), { role: 'office' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain(`${member.name} has a client. Please choose who takes over.`)
  expect((await memberRow(member.id)).role).toBe('therapist')
  expect((await admin.post(role(member), { role: 'office', takenOverBy: nia.id })).status).toBe(303)
  expect(await assignedTo(client)).toEqual([nia.id])
  expect(await told(client)).toEqual([
    ['client.unassigned', { staff: [member.id] }],
    ['client.assigned', { staff: [nia.id] }],
  ])
})

test('an administrator who stops seeing clients hands them over; one who goes on keeps them', async () => {
  const member = await addMember()
  const [client = ''] = await addClients(1, [member])
  const admin = await staffBrowser(ada)
  expect((await admin.post(role(member), { role: 'administrator', seesClients: 'on' })).status).toBe(303)
  expect(await assignedTo(client)).toEqual([member.id])
  expect((await admin.post(role(member), { role: 'administrator' })).status).toBe(422)
  expect((await admin.post(role(member), { role: 'administrator', takenOverBy: 'nobody' })).status).toBe(303)
  expect(await assignedTo(client)).toEqual([])
  await admin.post(role(member), { role: 'therapist' })
})

test('the permission is given and taken by an administrator, off at first, and counts from the next request on', async () => {
  const member = await addMember()
  const admin = await staffBrowser(ada)
  const browser = await staffBrowser(member)
  expect((await browser.get(settings)).status).toBe(403)
  await admin.post(permission(member), { canInvite: 'on' })
  expect((await browser.get(settings)).status).toBe(200)
  await admin.post(permission(member))
  expect((await browser.get(settings)).status).toBe(403)
  expect((await told(member.id)).slice(1)).toEqual([
    ['staff.permission-changed', { canInvite: true }],
    ['staff.permission-changed', { canInvite: false }],
  ])
  const refused = await admin.post(permission(ada), { canInvite: 'on' })
  expect([refused.status, (await memberRow(ada.id)).canInvite]).toEqual([422, false])
})

test('the permission does not survive a change of role', async () => {
  const member = await addMember({ canInvite: true })
  await (await staffBrowser(ada)).post(role(member), { role: 'office' })
  expect((await memberRow(member.id)).canInvite).toBe(false)
})

test('the last active administrator stays one; with a second one may step down', async () => {
  const admin = await staffBrowser(ada)
  const page = await admin.get(`/staff/organization/staff/${ada.id}`)
  expect(page.text).toContain('The only active administrator cannot go.')
  const refused = await admin.post(role(ada), { role: 'therapist' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Ada Whitfield is the only active administrator.')
  const second = await addMember({ role: 'administrator', seesClients: false })
  const browser = await staffBrowser(second)
  const steppedDown = await browser.post(role(second), { role: 'office' })
  expect(steppedDown.headers['location']).toBe('/staff')
  expect((await browser.get('/staff')).text).toContain(`Signed in as ${second.name}, Office`)
  expect(await administrators()).toBe(1)
})

test('a deactivated administrator does not count', async () => {
  await addMember({ role: 'administrator', state: 'deactivated' })
  expect((await (await staffBrowser(ada)).post(role(ada), { role: 'office' })).status).toBe(422)
})

test('of two administrators who demote each other at once, one stays: as the last one, or because the other came first', async () => {
  for (const others of [0, 1]) {
    for (let round = 0; round < 5; round++) {
      const two = [await addMember({ role: 'administrator' }), await addMember({ role: 'administrator' })] as const
      const browsers = await Promise.all(two.map((each) => staffBrowser(each)))
      const admin = await staffBrowser(ada)
      // with Ada among them each of the two could go; without her, one of them is the last
      if (others === 0) await browsers[0]!.post(role(ada), { role: 'office' })
      const answers = await Promise.all(
        browsers.map((browser, n) => browser.post(role(two[1 - n]!), { role: 'therapist' })),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 403])
      expect(await administrators()).toBe(1 + others)
      const winner = browsers[answers.findIndex(({ status }) => status === 303)]!
      if (others === 0) await winner.post(role(ada), { role: 'administrator' })
      for (const each of two) await admin.post(role(each), { role: 'therapist' })
    }
  }
  expect(await administrators()).toBe(1)
})

test.each([
  ['no role', {}, 'Please choose a role.'],
  ['a role that is none', { role: 'Administrator' }, 'Please choose a role.'],
  ['a role that every object has', { role: '__proto__' }, 'Please choose a role.'],
  ['two roles', { role: ['office', 'administrator'] }, 'Please choose a role.'],
  ['a field nobody knows', { role: 'office', canInvite: 'on' }, 'a field we do not know'],
])('%s changes nothing', async (_what, form, sentence) => {
  const member = await addMember()
  const answer = await (await staffBrowser(ada)).post(role(member), form)
  expect([answer.status, (await memberRow(member.id)).role]).toEqual([422, 'therapist'])
  expect(answer.text).toContain(sentence)
})

test('a deactivated member is reactivated before anything else', async () => {
  const member = await addMember({ state: 'deactivated' })
  const admin = await staffBrowser(ada)
  for (const answer of [await admin.post(role(member), { role: 'office' }), await admin.post(permission(member))]) {
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(`${member.name} was deactivated. Please reactivate them first.`)
  }
})

test.each([theo, nia, ofra])('$name may change nobody, least of all themselves', async (person) => {
  const browser = await staffBrowser(person)
  expect((await browser.post(role(person), { role: 'administrator' })).status).toBe(403)
  expect((await browser.post(permission(person), { canInvite: 'on' })).status).toBe(403)
  expect(await memberRow(person.id)).toMatchObject({ role: person.role, canInvite: false })
})

test('a member of another practice, and one that is none, is not there', async () => {
  const admin = await staffBrowser(ada)
  for (const id of [eve.id, newId(), 'nobody']) {
    expect((await admin.post(role({ id }), { role: 'office' })).status).toBe(404)
    expect((await admin.post(permission({ id }), { canInvite: 'on' })).status).toBe(404)
  }
})
