import { expect, test } from 'vitest'
import { cleo, elm, harbor, max, omar } from '../../prisma/cast.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { Browser, portalBrowser } from '../browser.ts'
import { base, putInto, section, sendForms } from './sent-forms.ts'

const omarsBrowser = await portalBrowser(omar)

test('a client without forms is told so', async () => {
  expect((await omarsBrowser.get(`${base}/forms`)).text).toContain('No forms for you now')
  const home = await omarsBrowser.get(base)
  expect(home.text).toContain('Hello Omar')
  expect(home.text).toContain('No forms are waiting for you.')
  // a phone dials no spaces
  expect(home.text).toContain(`href="tel:${harbor.phone.replace(/\D/g, '')}">${harbor.phone}</a>`)
})

test('the forms stand in order with their states, on the home and on their own page', async () => {
  const [questionnaire, consent, notice, back] = await sendForms(omar, 'questionnaire', 'consent', 'notice', 'notice')
  await sendForms(cleo, 'consent')
  await putInto(back!, 'revoked')
  await omarsBrowser.post(section(questionnaire!, 1), { full_name: 'Omar', go: 'next' })
  for (const path of [base, `${base}/forms`]) {
    const { text } = await omarsBrowser.get(path)
    expect(text).toContain('Your forms: 0 of 3 sent')
    expect(text).not.toContain('1 of 3')
    expect(text).toContain('1 of 10 pages done.')
    const order = [questionnaire, consent, notice].map((id) => text.indexOf(`/forms/${id}"`))
    expect(order.every((at) => at > 0)).toBe(true)
    expect([...order].sort((one, other) => one - other)).toEqual(order)
    expect(text).not.toContain(back)
  }
  await putInto(questionnaire!, 'submitted')
  await putInto(consent!, 'signed')
  const { text } = await omarsBrowser.get(`${base}/forms`)
  expect(text).toContain('Your forms: 1 of 3 sent')
  for (const words of ['Submitted', 'Ready to send', 'To do', 'Review and submit']) expect(text).toContain(words)
})

test('who fills in for another sees for whom', async () => {
  const { id } = await inOrganization(omar, async (tx) =>
    tx.portalAccount.findFirstOrThrow({ where: { email: omar.email } }),
  )
  const organizationId = omar.organizationId
  await inOrganization(omar, (tx) =>
    tx.access.create({
      data: {
        ...{ organizationId, accountId: id, clientId: cleo.id, kind: 'representative', relationship: 'parent' },
        ...{ rights: ['forms'], since: new Date() },
      },
    }),
  )
  const { text } = await omarsBrowser.get(`${base}/forms`)
  expect(text).toContain('For Cleo.')
  expect((await omarsBrowser.get(base)).text).toContain(
    'Theo and the people at Harbor Counseling are glad you are here.',
  )
})

test('nobody sees the forms of others', async () => {
  const maxsBrowser = await portalBrowser(max, elm)
  await sendForms(max, 'consent')
  const { text } = await maxsBrowser.get('/portal/elm/forms')
  expect(text).toContain('Your forms: 0 of 1 sent')
  expect((await maxsBrowser.get(`${base}/forms`)).headers['location']).toBe(`${base}/sign-in`)
  expect((await new Browser().get(`${base}/forms`)).headers['location']).toBe(`${base}/sign-in`)
})
