import { afterEach, expect, test } from 'vitest'
import { ada, castPassword, cleo, eve, harbor, nia, ofra, omar, theo } from '../../prisma/cast.ts'
import { setClock } from '../../src/platform/clock.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { Browser, staffBrowser } from '../browser.ts'

const list = '/staff/organization/staff'
const inHarbor = <T>(work: Parameters<typeof inOrganization<T>>[1]) =>
  inOrganization({ organizationId: harbor.id }, work)

afterEach(() => setClock(() => new Date()))

/** The cells of the row that a name links from. */
function rowOf(html: string, name: string): string[] {
  const row = html.split('<tr>').find((part) => part.includes(`>${name}</a>`)) ?? ''
  return [...row.matchAll(/<td[^>]*>([^]*?)<\/td>/g)].map(([, cell = '']) => cell.replace(/<[^>]+>/g, '').trim())
}

test('the list says of everybody their role, address, clients, permission, last sign-in and state', async () => {
  await inHarbor((tx) => tx.staff.updateMany({ where: { id: ofra.id }, data: { canInvite: true } }))
  const page = await (await staffBrowser(ada)).get(list)
  expect(page.status).toBe(200)
  expect(rowOf(page.text, 'Theo Marsh')).toEqual(['Therapist', theo.email, '1', 'No', 'Never', 'Active'])
  expect(rowOf(page.text, 'Ofra Lind')).toEqual(['Office', ofra.email, '0', 'Yes', 'Never', 'Active'])
  expect(rowOf(page.text, 'Ada Whitfield').slice(0, 4)).toEqual(['Administrator', ada.email, '0', 'Always'])
  expect(page.text).not.toContain(eve.email)
})

test('a sign-in leaves its time, in the practice’s zone; a refused one does not', async () => {
  const lastSignIn = async () => rowOf((await (await staffBrowser(ada)).get(list)).text, 'Nia Okoro')[4]
  await new Browser().post('/staff/sign-in', { email: nia.email, password: 'not the right one' })
  expect(await lastSignIn()).toBe('Never')
  setClock(() => new Date('2026-11-23T16:42:00Z'))
  await new Browser().post('/staff/sign-in', { email: nia.email, password: castPassword })
  expect(await lastSignIn()).toBe('Nov 23, 2026, 10:42 AM')
})

test('the page of a member has their clients', async () => {
  const page = await (await staffBrowser(ada)).get(`${list}/${theo.id}`)
  expect(page.text).toContain('Clients (1)')
  expect(page.text).toContain(`<a href="/staff/clients/${cleo.id}">Cleo Barnes</a>`)
  expect(page.text).not.toContain(omar.lastName)
  expect((await (await staffBrowser(ada)).get(`${list}/${nia.id}`)).text).toContain('No clients are assigned.')
})

test.each([theo, nia, ofra])('$name may not look at the staff', async (person) => {
  const browser = await staffBrowser(person)
  expect((await browser.get(list)).status).toBe(403)
  expect((await browser.get(`${list}/${theo.id}`)).status).toBe(403)
})

test('a member of another practice is not there', async () => {
  const browser = await staffBrowser(ada)
  for (const id of [eve.id, '0192f000-0000-7000-8000-00000000ffff', 'nobody']) {
    expect((await browser.get(`${list}/${id}`)).status).toBe(404)
  }
})

test('Organization has tabs, and shows only what one may open', async () => {
  const tabs = (html: string) =>
    /aria-label="Organization">([^]*?)<\/nav>/
      .exec(html)?.[1]
      ?.replace(/<[^>]+>/g, ' ')
      .trim()
  expect(tabs((await (await staffBrowser(ada)).get(list)).text)?.split(/\s{2,}/)).toEqual([
    'Client Portal',
    'Staff',
    'Practice',
    'Sign-in rules',
    'Audit log',
  ])
  const settings = await (await staffBrowser(ofra)).get('/staff/organization/client-portal/settings')
  expect(settings.status).toBe(200)
  expect(tabs(settings.text)).toBe(undefined)
})
