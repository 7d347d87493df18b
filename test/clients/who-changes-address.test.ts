import { expect, test } from 'vitest'
import { castPassword, eve, harbor, nia, ofra, omar, theo } from '../../prisma/cast.ts'
import { now } from '../../src/platform/clock.ts'
import { newId } from '../../src/platform/ids.ts'
import { staffBrowser } from '../browser.ts'
import { addMember, inHarbor } from '../staff/members-made.ts'
import { accountNow, details, eachAnew, invited, mailbox, omarsFile, opened, portal, signIn } from './changing.ts'

eachAnew()

test('staff to whom the client is not assigned cannot change it', async () => {
  const form = { ...omarsFile, email: 'omar.new@mail.example' }
  for (const person of [theo, nia])
    expect((await (await staffBrowser(person)).post(details(omar.id), form)).status).toBe(404)
  expect((await accountNow()).email).toBe(omar.email)
})

/** The office, and a therapist to whom Omar is assigned: both may change the rest of his file. */
async function mayEdit() {
  const therapist = await addMember()
  const assigned = { organizationId: harbor.id, clientId: omar.id, staffId: therapist.id, since: now() }
  await inHarbor((tx) => tx.assignment.create({ data: assigned }))
  return [ofra, therapist]
}

test('nobody but an administrator can point a client’s sign-in at another mailbox, and so become the client', async () => {
  for (const person of await mayEdit()) {
    const browser = await staffBrowser(person)
    expect((await browser.get(details(omar.id))).text).toContain('only an administrator can change it')
    const form = { ...omarsFile, email: person.email, phone: '512 555 0177', discreet: 'on' }
    const refused = await browser.post(details(omar.id), form)
    expect([refused.status, (await accountNow()).email]).toEqual([422, omar.email])
    expect(refused.text).toContain('only an administrator can change it. Please ask one.')
    expect(refused.text).toContain('512 555 0177')
    expect((await browser.post(details(omar.id), { ...form, email: '' })).status).toBe(422)
    expect((await signIn(omar.email)).status).toBe(303)
    expect(await mailbox.to(omar.email)).toEqual([])
    expect(
      (await browser.post(details(omar.id), { ...omarsFile, email: omar.email, phone: '512 555 0176' })).status,
    ).toBe(303)
  }
})

test('of an address that somebody else has, they are told no more than of one that nobody has', async () => {
  const { file, link } = await invited()
  await (await opened(link)).post(`${portal}/account`, { password: castPassword })
  for (const person of await mayEdit()) {
    const browser = await staffBrowser(person)
    const said = async (email: string) =>
      (await browser.post(details(omar.id), { ...omarsFile, email })).text.replaceAll(email, '…')
    expect(await said(file.email)).toBe(await said('nobody.has@mail.example'))
  }
})

test('a client of another practice is not there', async () => {
  const browser = await staffBrowser(eve)
  const form = { ...omarsFile, email: 'omar.new@mail.example' }
  for (const id of [omar.id, newId()]) expect((await browser.post(details(id), form)).status).toBe(404)
  expect((await accountNow()).email).toBe(omar.email)
})
