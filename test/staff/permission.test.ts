import { afterEach, expect, test } from 'vitest'
import { ada, cleo, harbor, max, nia, ofra, omar, theo } from '../../prisma/cast.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { staffBrowser } from '../browser.ts'

const settings = '/staff/organization/client-portal/settings'
const message = 'Hello {preferred name}'

const setPermission = (id: string, canInvite: boolean) =>
  inOrganization({ organizationId: harbor.id }, (tx) => tx.staff.updateMany({ where: { id }, data: { canInvite } }))

afterEach(async () => {
  for (const { id } of [theo, nia, ofra]) await setPermission(id, false)
})

test('a therapist who was given the permission manages and invites the clients assigned to them, and nobody else', async () => {
  await setPermission(theo.id, true)
  const browser = await staffBrowser(theo)
  const page = await browser.get(settings)
  expect(page.text).toContain('Cleo Barnes')
  expect(page.text).not.toContain('Omar Haddad')
  expect((await browser.get('/staff')).text).toContain('Invite clients to the portal')
  expect((await browser.post('/staff/invitations/draft', { clients: cleo.id })).status).toBe(200)
  expect((await browser.post('/staff/invitations', { clients: cleo.id, message })).status).toBe(303)
  for (const stranger of [omar.id, max.id, [cleo.id, omar.id]]) {
    expect((await browser.post('/staff/invitations', { clients: stranger, message })).status).toBe(404)
  }
})

test('who lost the permission is told at the next page what is missing and who gives it', async () => {
  await setPermission(theo.id, true)
  const browser = await staffBrowser(theo)
  expect((await browser.get(settings)).status).toBe(200)
  await setPermission(theo.id, false)
  const refused = await browser.get(settings)
  expect(refused.status).toBe(403)
  expect(refused.text).toContain('This needs a permission')
  expect(refused.text).toContain('An administrator can allow it to you under Organization &gt; Staff.')
})

test('an office member who was given the permission manages and invites every client of the practice', async () => {
  await setPermission(ofra.id, true)
  const browser = await staffBrowser(ofra)
  expect((await browser.get(settings)).text).toContain('Omar Haddad')
  expect((await browser.post('/staff/invitations', { clients: cleo.id, message })).status).toBe(303)
  expect((await browser.post('/staff/invitations', { clients: max.id, message })).status).toBe(404)
})

test('the permission opens the intake forms, and not the mail with the login link', async () => {
  await setPermission(nia.id, true)
  const browser = await staffBrowser(nia)
  expect((await browser.get('/staff/organization/client-portal/intake-forms')).status).toBe(200)
  expect((await browser.get(settings)).text).not.toContain('Mail this link')
  const link = await browser.post('/staff/organization/client-portal/login-link', { email: omar.email })
  expect(link.status).toBe(403)
  expect((await (await staffBrowser(ada)).get(settings)).text).toContain('Mail this link')
})

test.each([theo, nia, ofra])(
  'without it $name gets 403 everywhere, and taken back it is gone at the next request',
  async (person) => {
    await setPermission(person.id, true)
    const browser = await staffBrowser(person)
    expect((await browser.get(settings)).status).toBe(200)
    await setPermission(person.id, false)
    expect((await browser.get(settings)).status).toBe(403)
    expect((await browser.post('/staff/invitations', { clients: cleo.id, message })).status).toBe(403)
    expect((await browser.get('/staff')).text).not.toContain('Organization')
  },
)
