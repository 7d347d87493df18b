import { afterAll, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { openProcessor } from '../../src/platform/stripe.ts'
import { seeProcessor } from '../../src/web/reply.ts'
import { app, config } from '../app.ts'
import { Browser } from '../browser.ts'

afterAll(() => openProcessor(null))

const keys = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' }
const formAction = async (site: typeof app) => {
  const answer = await new Browser(site).get('/staff/sign-in')
  return /form-action ([^;]*)/.exec(String(answer.headers['content-security-policy']))?.[1]
}

test('both keys set up the card processor, and half of them or empty ones do not', () => {
  expect(readConfig(keys).processor).toEqual({ secretKey: 'sk_test_1', webhookSecret: 'whsec_1', apiBase: null })
  expect(readConfig({ ...keys, STRIPE_API_BASE: 'https://cards.example/v1' }).processor?.apiBase).toBe(
    'https://cards.example',
  )
  for (const name of Object.keys(keys)) expect(readConfig({ ...keys, [name]: '' }).processor).toBeNull()
  expect(() => readConfig({ ...keys, STRIPE_API_BASE: 'cards' })).toThrow('STRIPE_API_BASE')
})

test('a form may lead to the pages of the card processor where there is one, and nowhere else', async () => {
  expect(await formAction(app)).toBe("'self'")
  const { processor } = readConfig(keys)
  const paying = createApp({ ...config, processor }, 'session secret of the tests')
  expect(await formAction(paying)).toBe("'self' https://checkout.stripe.com https://billing.stripe.com")
})

test('a redirect away leads to the card processor or is none', async () => {
  expect(() => seeProcessor('https://checkout.stripe.com/c/pay/1')).toThrow()
  await openProcessor(readConfig(keys).processor)
  expect(seeProcessor('https://checkout.stripe.com/c/pay/1')).toEqual({
    kind: 'redirect',
    to: 'https://checkout.stripe.com/c/pay/1',
  })
  const others = ['https://checkout.stripe.com.mail.example/', 'http://checkout.stripe.com/', '/staff', 'javascript:1']
  for (const other of [...others, 'https://a@mail.example/', '']) expect(() => seeProcessor(other)).toThrow()
})
