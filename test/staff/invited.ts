import { expect } from 'vitest'
import { ada, castPassword } from '../../prisma/cast.ts'
import { Browser, staffBrowser } from '../browser.ts'
import { linkIn, type Mailbox } from '../mail.ts'
import { inHarbor } from './members-made.ts'

export const list = '/staff/organization/staff'
export const invitations = `${list}/invitations`

let people = 0
/** Somebody who is nowhere on a staff yet. */
export const somebody = () => ({
  email: `newcomer.${(people += 1)}@mail.example`,
  name: 'Noor Comer',
  role: 'therapist',
})

/** How a person is invited: gives the link of the newest mail to that address. */
export const inviting =
  (mailbox: Mailbox) =>
  async (person: ReturnType<typeof somebody>, by = ada): Promise<string> => {
    const answer = await (await staffBrowser(by)).post(invitations, person)
    expect(answer.status).toBe(303)
    return linkIn((await mailbox.to(person.email.toLowerCase())).at(-1))
  }

/** A browser in which a link was opened. */
export async function opened(link: string): Promise<Browser> {
  const browser = new Browser()
  expect((await browser.get(link)).headers['location']).toBe('/staff/invitation')
  return browser
}

/** Joins through the link a browser has opened. */
export const accept = (browser: Browser, form: Record<string, string> = {}) =>
  browser.post('/staff/invitation/acceptance', { name: 'Noor Comer', password: castPassword, ...form })

/** The newest invitation to an address, and the member at it. */
export const newest = (email: string) =>
  inHarbor((tx) => tx.staffInvitation.findFirstOrThrow({ where: { email }, orderBy: { id: 'desc' } }))
export const memberAt = (email: string) => inHarbor((tx) => tx.staff.findFirst({ where: { email } }))

/** What the audit names of a subject, oldest first. */
export const eventsAbout = (subjectId: string) =>
  inHarbor(async (tx) =>
    (await tx.auditEvent.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })).map(({ event }) => event),
  )
