import { expect } from 'vitest'
import { ada, cleo, harbor } from '../../prisma/cast.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { Browser, staffBrowser } from '../browser.ts'
import { linkIn, useMailbox } from '../mail.ts'

export const mailbox = useMailbox()
export const message = 'Hello {preferred name}, {staff member} of {practice} writes to you.'
export const portal = '/portal/harbor'

export const forms = () =>
  inOrganization({ organizationId: harbor.id }, (tx) => tx.form.findMany({ orderBy: { position: 'asc' } }))

/** Invites and gives the newest mail, and the link in it. */
export async function invite(client = cleo, extra: Record<string, string | string[]> = {}) {
  const admin = await staffBrowser(ada)
  const answer = await admin.post('/staff/invitations', { clients: client.id, message, ...extra })
  expect(answer.status).toBe(303)
  const mail = (await mailbox.to(client.email)).at(-1)
  return { mail, link: linkIn(mail) }
}

/** A fresh browser in which the link was opened. */
export async function opened(link: string): Promise<Browser> {
  const browser = new Browser()
  const moved = await browser.get(link)
  expect(moved.headers['location']).toBe(`${portal}/invitation`)
  return browser
}
