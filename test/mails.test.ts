import { expect, test } from 'vitest'
import { ada, cleo, harbor } from '../prisma/cast.ts'
import { sendQueuedMail } from '../src/mails.ts'
import { findWaitingMails, sendMail } from '../src/notifications.ts'
import { setClock } from '../src/platform/clock.ts'
import { inOrganization } from '../src/platform/database.ts'
import { openMail, smtpTransport } from '../src/platform/mail.ts'
import { config } from './app.ts'
import { staffBrowser } from './browser.ts'
import { useMailbox } from './mail.ts'

const mailbox = useMailbox()
const organizationId = harbor.id
const inHarbor = <T>(work: Parameters<typeof inOrganization<T>>[1]) => inOrganization({ organizationId }, work)

/** Queues a notice to one reader and gives its row. */
async function queued(email: string) {
  await inHarbor((tx) => sendMail(tx, organizationId, { type: 'login-link', email, subjectId: cleo.id }))
  return inHarbor((tx) => tx.mail.findFirstOrThrow({ where: { email }, orderBy: { createdAt: 'desc' } }))
}
const stateOf = async (id: string) => (await inHarbor((tx) => tx.mail.findFirstOrThrow({ where: { id } }))).state

const setUp = { from: 'portal@anteroom.example', url: config.url }
/** A mail service that is not there: nothing listens on this port. */
const down = () => openMail({ ...setUp, transport: smtpTransport('smtp://127.0.0.1:9') })

test('two jobs for one mail send it once', async () => {
  const { id } = await queued('once@mail.example')
  await Promise.all(Array.from({ length: 5 }, () => sendQueuedMail({ organizationId, id })))
  expect(await mailbox.to('once@mail.example')).toHaveLength(1)
  expect(await stateOf(id)).toBe('handed')
})

test('a mail service that is down fails no page and loses no mail', async () => {
  down()
  const admin = await staffBrowser(ada)
  const invited = await admin.post('/staff/invitations', { clients: cleo.id, message: 'Hello {preferred name}' })
  expect(invited.status).toBe(303)
  const { id } = await queued('later@mail.example')
  await expect(sendQueuedMail({ organizationId, id })).rejects.toThrow()
  expect(await stateOf(id)).toBe('queued')
  mailbox.use()
  await sendQueuedMail({ organizationId, id })
  expect(await stateOf(id)).toBe('handed')
  expect(await mailbox.to(cleo.email)).toHaveLength(1)
})

test('a refused address is recorded with the reply, and delays no other', async () => {
  mailbox.refused.add('gone@mail.example')
  const refused = await queued('gone@mail.example')
  await queued('there@mail.example')
  expect(await mailbox.to('there@mail.example')).toHaveLength(1)
  const row = await inHarbor((tx) => tx.mail.findFirstOrThrow({ where: { id: refused.id } }))
  expect([row.state, row.refusal]).toEqual(['refused', '550'])
})

test('without a mail service mails wait, administrators are told how many, and the sweep sends them later', async () => {
  openMail({ ...setUp, transport: undefined })
  const { id } = await queued('waiting@mail.example')
  await mailbox.to('nobody@mail.example')
  const admin = await staffBrowser(ada)
  expect((await admin.get('/staff')).text).toMatch(/Mail is not set up: [1-9]\d* waiting/)
  mailbox.use()
  const later = Date.now() + 16 * 60_000
  setClock(() => new Date(later))
  try {
    await findWaitingMails()
    expect(await mailbox.to('waiting@mail.example')).toHaveLength(1)
    expect(await stateOf(id)).toBe('handed')
  } finally {
    setClock(() => new Date())
  }
})
