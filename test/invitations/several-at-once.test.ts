import pg from 'pg'
import { expect, test } from 'vitest'
import { ada, harbor } from '../../prisma/cast.ts'
import type { StaffActor } from '../../src/actor.ts'
import { invitationForm, inviteClients } from '../../src/invitations/invite-clients.ts'
import { now } from '../../src/platform/clock.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { staffBrowser } from '../browser.ts'
import { linkIn, useMailbox } from '../mail.ts'

const mailbox = useMailbox()
const organizationId = harbor.id
const adas: StaffActor = {
  ...{ kind: 'Administrator', organizationId, staffId: ada.id, name: ada.name },
  ...{ mayInvite: false, hasSeat: false },
}
const inHarbor = <T>(work: Parameters<typeof inOrganization<T>>[1]) => inOrganization({ organizationId }, work)
const message = 'Hello {preferred name}'

/** New clients with addresses of their own. @returns their ids */
async function newClients(name: string, count: number): Promise<string[]> {
  const data = Array.from({ length: count }, (_, index) => ({
    ...{ organizationId, id: newId(), firstName: `${name} ${index + 1}`, lastName: 'Moss', discreet: false },
    ...{ email: `${name}.${index + 1}@mail.example`, state: 'active', nameKey: `moss ${name} ${index}` },
    createdAt: now(),
  }))
  await inHarbor((tx) => tx.client.createMany({ data }))
  return data.map(({ id }) => id)
}

const allForms = () => inHarbor((tx) => tx.form.findMany({ select: { id: true } }))

/** What a connection of the doors' pool asks for when it opens; the job queue's own statements are not counted. */
interface Connection {
  connectionParameters: { options?: string }
}

/** How many statements the driver sends through the doors while `work` goes on. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const prototype = pg.Client.prototype as { query: (...given: unknown[]) => unknown }
  const { query } = prototype
  let count = 0
  prototype.query = function (this: Connection, ...given: unknown[]) {
    if (this.connectionParameters.options?.includes('anteroom_tenant')) count += 1
    return query.apply(this, given)
  }
  await work().finally(() => (prototype.query = query))
  return count
}

test('however many are invited at once, the statements are as many', async () => {
  const forms = (await allForms()).map(({ id }) => id)
  const invite = (clients: string[]) => () =>
    inviteClients(adas, invitationForm.parse({ clients, message, forms }), harbor.timeZone)
  const [few, many] = [await newClients('few', 2), await newClients('many', 50)]
  const counts = []
  // the first time keys are made and nothing is open; the second time earlier invitations end
  for (const clients of [few, many, few, many]) counts.push(await statementsOf(invite(clients)))
  console.log(`Inviting 2, 50, 2 and 50 clients took ${counts.join(', ')} statements`)
  expect(counts[1]).toBe(counts[0])
  expect(counts[3]).toBe(counts[2])
  const open = await inHarbor((tx) => tx.invitation.groupBy({ by: ['state'], _count: true }))
  expect(Object.fromEntries(open.map(({ state, _count }) => [state, _count]))).toEqual({ open: 52, superseded: 52 })
  expect(await inHarbor((tx) => tx.intake.count({ where: { clientId: { in: [...few, ...many] } } }))).toBe(52 * 3)
})

test('each of several gets a link of their own, which opens their own invitation, and one line in the audit', async () => {
  const clients = await newClients('each', 3)
  const admin = await staffBrowser(ada)
  const answer = await admin.post('/staff/invitations', { clients, message })
  expect(answer.status).toBe(303)
  expect((await admin.follow(answer)).text).toContain('3 invitations are on their way.')
  const links = new Set<string>()
  for (const number of [1, 2, 3]) {
    const mails = await mailbox.to(`each.${number}@mail.example`)
    expect(mails).toHaveLength(1)
    expect(mails[0]?.text).toContain(`Hello each ${number}`)
    links.add(linkIn(mails[0]))
  }
  expect(links.size).toBe(3)
  const events = await inHarbor((tx) =>
    tx.auditEvent.findMany({ where: { event: 'client.invited', subjectId: { in: clients } } }),
  )
  expect(events.map(({ subjectId }) => subjectId).sort()).toEqual([...clients].sort())
})

test('more than fifty at once are refused, and none is invited', async () => {
  const clients = await newClients('crowd', 51)
  const admin = await staffBrowser(ada)
  const answer = await admin.post('/staff/invitations', { clients, message })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Please tick at most 50 clients at once.')
  expect(await inHarbor((tx) => tx.invitation.count({ where: { clientId: { in: clients } } }))).toBe(0)
})

test('who presses the button several times in a row invites once, and is told so', async () => {
  const clients = await newClients('once', 1)
  const admin = await staffBrowser(ada)
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => admin.post('/staff/invitations', { clients, message })),
  )
  const open = await inHarbor((tx) => tx.invitation.count({ where: { clientId: clients[0]!, state: 'open' } }))
  expect(open).toBe(1)
  expect(answers.filter(({ status }) => status !== 303 && status !== 422)).toEqual([])
  for (const { text } of answers.filter(({ status }) => status === 422)) {
    expect(text).toContain('was invited a moment ago')
  }
})
