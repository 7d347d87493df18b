import { afterEach, beforeEach, expect } from 'vitest'
import { accounts, ada, castPassword, harbor, omar } from '../../prisma/cast.ts'
import { infrastructure } from '../../src/platform/database.ts'
import { Browser, staffBrowser } from '../browser.ts'
import { linkIn, useMailbox } from '../mail.ts'
import { inHarbor } from '../staff/members-made.ts'

export const mailbox = useMailbox()
export const portal = `/portal/${harbor.portalAddress}`
export const { id: omarsAccount } = accounts.find(({ clientId }) => clientId === omar.id)!

/** Nothing throttled and no mail yet at the beginning of each test, and Omar's own address at its end. */
export function eachAnew(): void {
  beforeEach(async () => {
    await infrastructure().query('delete from rate_limits')
    await mailbox.to('')
    mailbox.mails.length = 0
  })
  afterEach(async () => {
    if ((await accountNow()).email !== omar.email) await change(omar.email)
  })
}

export const details = (id: string) => `/staff/clients/${id}/details`
export const omarsFile = { firstName: omar.firstName, lastName: omar.lastName }

/** Gives Omar's file an address as Ada does. */
export const change = async (email: string, more: Record<string, string> = {}) => {
  const browser = await staffBrowser(ada)
  const answer = await browser.post(details(omar.id), { ...omarsFile, email, ...more })
  return { browser, answer }
}

export const accountNow = () =>
  inHarbor((tx) => tx.portalAccount.findFirstOrThrow({ where: { id: omarsAccount }, select: { email: true } }))
export const signIn = (email: string) => new Browser().post(`${portal}/sign-in`, { email, password: castPassword })

let added = 0
/** A new client with an address, who is invited. */
export async function invited() {
  const browser = await staffBrowser(ada)
  const file = { firstName: 'Ivy', lastName: 'Invited', email: `ivy.${(added += 1)}@mail.example` }
  const id = String((await browser.post('/staff/clients', file)).headers['location'])
    .split('/')
    .at(-1)!
  const invitation = { clients: id, message: 'Hello {preferred name}' }
  expect((await browser.post('/staff/invitations', invitation)).status).toBe(303)
  const link = linkIn((await mailbox.to(file.email)).at(-1))
  return { browser, id, file, link, invitation }
}

export const opened = async (link: string) => {
  const browser = new Browser()
  await browser.get(link)
  return browser
}
