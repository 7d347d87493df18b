import { expect, test } from 'vitest'
import { ada, castPassword } from '../../prisma/cast.ts'
import { ask } from '../catalogue.ts'
import { Browser } from '../browser.ts'

/** Somebody of their own, from an address of their own. */
function signsIn(number: number) {
  const browser = new Browser()
  browser.address = `203.0.113.${number}`
  return browser.post('/staff/sign-in', { email: `somebody-${number}@mail.example`, password: castPassword })
}

test('of many sign-ins at once some are checked, and the rest are asked to come back in a moment', async () => {
  const answers = await Promise.all(Array.from({ length: 60 }, (_, number) => signsIn(number)))
  const turnedAway = answers.filter(({ status }) => status === 429)
  const checked = answers.filter(({ status }) => status === 422)
  expect(turnedAway.length + checked.length).toBe(60)
  expect(turnedAway.length).toBeGreaterThan(0)
  expect(checked.length).toBeGreaterThan(0)
  for (const { headers, text } of turnedAway) {
    expect(headers['retry-after']).toBe('2')
    expect(text).toContain('Your password was not checked yet')
  }
  const [counted] = await ask<{ tries: number }>(
    "select count(*)::int as tries from rate_limits where key like 'sign-in%'",
  )
  expect(counted?.tries, 'tries counted of an account and an address').toBe(2 * checked.length)
  const owner = await new Browser().post('/staff/sign-in', { email: ada.email, password: castPassword })
  expect(owner.status).toBe(303)
})
