import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ada, omar, theo } from '../../prisma/cast.ts'
import { useSite } from './site.ts'

const site = useSite()
const phone = { width: 390, height: 844 }
const desk = { width: 1280, height: 900 }
const member = `/staff/organization/staff/${theo.id}`

async function adasPage(path: string, viewport: { width: number; height: number }, script = true): Promise<Page> {
  const context = await site.signedIn('/staff', ada, { viewport, javaScriptEnabled: script })
  const page = await context.newPage()
  await page.goto(path)
  return page
}

/** How many lines the words of an element take. */
const linesOf = (element: Element) => {
  const range = document.createRange()
  range.selectNodeContents(element)
  return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size
}

test('on a phone the name of a client who has no tick to set stands on one line, under the other names', async () => {
  const page = await adasPage('/staff/organization/client-portal/settings', phone)
  const name = page.getByRole('link', { name: 'Omar Haddad' })
  expect(await name.evaluate(linesOf)).toBe(1)
  const left = async (client: string) => (await page.getByRole('link', { name: client }).boundingBox())?.x
  expect(await left('Omar Haddad')).toBe(await left('Cleo Barnes'))
  expect(omar.email).toBe((await page.getByRole('row', { name: 'Omar' }).locator('td').nth(1).innerText()).trim())
})

test('on a phone "Who can do what" has one short card for each action, naming who may', async () => {
  const page = await adasPage('/staff/organization/staff/permissions', phone)
  const row = page.getByRole('row', { name: 'Open Client Details' })
  expect(await row.innerText()).toMatch(/^Open Client Details\s+Administrator, Therapist \(assigned clients\), Office$/)
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  expect(height / (await page.getByRole('row').count())).toBeLessThan(110)
  await page.setViewportSize(desk)
  expect(await row.locator('td').allInnerTexts()).toEqual(['Yes', 'Assigned clients', 'Yes', 'No', 'No'])
  expect(await row.getByText('Therapist (assigned clients)').isVisible()).toBe(false)
})

test('beside the main column an address and a date are not broken', async () => {
  const page = await adasPage(member, desk)
  for (const value of await page.locator('.definition dd').all()) {
    expect(await value.evaluate(linesOf), await value.innerText()).toBe(1)
  }
})

test('what only one role needs is shown with that role', async () => {
  const page = await adasPage(member, desk)
  const role = (name: string) => page.locator(`[name=role][value=${name}]`).check()
  const seesClients = page.getByLabel('As an administrator, sees clients too')
  const takenOver = page.getByLabel('If the new role sees no clients')
  const shown = async () => [await seesClients.isVisible(), await takenOver.isVisible()]
  expect(await shown()).toEqual([false, false])
  await role('office')
  expect(await shown()).toEqual([false, true])
  await role('administrator')
  expect(await shown()).toEqual([true, true])
  await seesClients.check()
  expect(await shown()).toEqual([true, false])
})

test('without script it is all there, unticked, and says for whom it counts', async () => {
  const page = await adasPage(member, desk, false)
  const seesClients = page.getByLabel('As an administrator, sees clients too')
  expect([await seesClients.isVisible(), await seesClients.isChecked()]).toEqual([true, false])
  await page.getByText('Counts for administrators only').waitFor()
  await page.getByLabel('If the new role sees no clients').waitFor()
})
