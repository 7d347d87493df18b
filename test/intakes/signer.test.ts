import { expect, test } from 'vitest'
import { ada, castPassword, harbor } from '../../prisma/cast.ts'
import { Browser, staffBrowser } from '../browser.ts'
import { linkIn, useMailbox } from '../mail.ts'
import { inHarbor } from '../staff/members-made.ts'
import { agree, base, storedForm } from './sent-forms.ts'

const mailbox = useMailbox()
let minors = 0

/** A minor with an account, invited with a consent to sign; staff have said who holds the account and who signs. */
async function minor(said: { holder: string; signer: string }) {
  const admin = await staffBrowser(ada)
  const email = `juno.${(minors += 1)}@mail.example`
  const file = { firstName: 'Juno', lastName: 'Reyes', email, dateOfBirth: '2014-02-03' }
  const id = String((await admin.post('/staff/clients', file)).headers['location'])
    .split('/')
    .at(-1)!
  const { id: form } = await inHarbor((tx) => tx.form.findFirstOrThrow({ where: { key: 'consent' } }))
  const invitation = { clients: id, message: 'Hello {preferred name}', forms: form, ...said }
  const named = { holderName: 'Rosa Reyes', holderRelationship: 'mother' }
  expect((await admin.post('/staff/invitations', { ...invitation, ...named })).status).toBe(303)
  const browser = new Browser()
  await browser.get(linkIn((await mailbox.to(email)).at(-1)))
  const account = { dateOfBirth: file.dateOfBirth, password: castPassword }
  expect((await browser.post(`${base}/account`, account)).status).toBe(303)
  await agree(browser)
  const intake = await inHarbor((tx) => tx.intake.findFirstOrThrow({ where: { clientId: id } }))
  return { browser, id: intake.id, signature: `/portal/${harbor.portalAddress}/forms/${intake.id}/signature` }
}

test.each(['client', 'representative'])(
  'where a representative signs, the client cannot, though the account is held by the %s',
  async (holder) => {
    const { browser, id, signature } = await minor({ holder, signer: 'representative' })
    const page = (await browser.get(signature)).text
    expect(page).not.toContain('I am the client')
    expect(page).toContain('I sign for the client as a parent')
    const refused = await browser.post(signature, { signedBy: 'client', typedName: 'Juno Reyes' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('A parent, guardian or other legal representative signs this form for the client.')
    expect(refused.text).toContain('value="Juno Reyes"')
    expect((await storedForm(id)).signature).toBeNull()
    expect((await browser.post(signature, { signedBy: 'parent', typedName: 'Rosa Reyes' })).status).toBe(303)
    expect((await storedForm(id)).signature).toMatchObject({ capacity: 'representative', relationship: 'parent' })
  },
)

test('where staff said that the minor signs, the minor does', async () => {
  const { browser, id, signature } = await minor({ holder: 'representative', signer: 'client' })
  expect((await browser.get(signature)).text).toContain('I am the client')
  expect((await browser.post(signature, { signedBy: 'client', typedName: 'Juno Reyes' })).status).toBe(303)
  expect((await storedForm(id)).signature).toMatchObject({ capacity: 'client' })
})
