import { expect, test } from 'vitest'
import { ada, castPassword } from '../../prisma/cast.ts'
import { Browser, staffBrowser } from '../browser.ts'

test('staff sign in with e-mail and password and see their first screen', async () => {
  const browser = await staffBrowser(ada)
  const home = await browser.get('/staff')
  expect(home.status).toBe(200)
  expect(home.text).toContain('Ada Whitfield')
})

test('a wrong password is refused without saying what was wrong, and the address stays typed', async () => {
  const browser = new Browser()
  const wrong = await browser.post('/staff/sign-in', { email: ada.email, password: 'not the right one at all' })
  const unknown = await browser.post('/staff/sign-in', {
    email: 'nobody@harbor.example',
    password: 'not the right one at all',
  })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('is not right')
  expect(wrong.text).toContain(ada.email)
  expect(unknown.text.replaceAll('nobody@harbor.example', ada.email)).toBe(wrong.text)
  expect(wrong.text).not.toContain(castPassword)
})
