import { afterEach, expect, test } from 'vitest'
import { ada } from '../../prisma/cast.ts'
import { setClock } from '../../src/platform/clock.ts'
import { staffBrowser } from '../browser.ts'

afterEach(() => setClock(() => new Date()))

test.each([
  ['the day before the eighteenth birthday', '2008-06-02', true],
  ['on the eighteenth birthday', '2008-06-01', false],
  ['long after', '1991-04-23', false],
  ['without a date of birth', '', false],
])('%s (born %s) a client is marked as a minor: %s', async (_when, dateOfBirth, isMinor) => {
  // still the first of June in Chicago, and the second elsewhere
  setClock(() => new Date('2026-06-02T03:00:00Z'))
  const admin = await staffBrowser(ada)
  const added = await admin.post('/staff/clients', { firstName: 'Min', lastName: 'Young', dateOfBirth })
  const page = await admin.follow(added)
  expect(page.status).toBe(200)
  expect(page.text.includes('<span class="tag warn">Minor</span>')).toBe(isMinor)
})
