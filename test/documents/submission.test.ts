import { beforeEach, describe, expect, test, vi } from 'vitest'
import { ada, harbor, max, nia, omar, theo } from '../../prisma/cast.ts'
import { handlers } from '../../src/jobs.ts'
import { now } from '../../src/platform/clock.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { drain } from '../../src/platform/jobs.ts'
import { recordSeal } from '../../src/platform/seal.ts'
import { verifyChain } from '../../src/platform/verify-evidence.ts'
import { portalBrowser, staffBrowser } from '../browser.ts'
import { linkIn, useMailbox } from '../mail.ts'
import { inHarbor, signedIntakes } from './signed-intakes.ts'

vi.setConfig({ testTimeout: 90_000 }) // PDFs are made meanwhile, on whatever the machine has left
const mailbox = useMailbox()
beforeEach(() => void (mailbox.mails.length = 0))

const submission = '/portal/harbor/forms/submission'
const finished = '/portal/harbor/forms/finished'

const assign = (staffId: string, endedAt: Date | null = null) =>
  inHarbor((tx) =>
    tx.assignment.upsert({
      where: { organizationId_clientId_staffId: { organizationId: harbor.id, clientId: omar.id, staffId } },
      create: { organizationId: harbor.id, clientId: omar.id, staffId, since: now(), endedAt },
      update: { endedAt },
    }),
  )

describe('Submit', () => {
  test('with nothing signed says so and changes nothing', async () => {
    const browser = await portalBrowser(omar)
    const answer = await browser.post(submission)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Please sign a form first')
    expect((await browser.get(finished)).headers['location']).toBe('/portal/harbor/forms')
    expect(await inHarbor((tx) => tx.sealedRecord.count())).toBe(0)
  })

  test('refuses what the page does not send', async () => {
    await signedIntakes(omar, { forms: ['consent'] })
    const browser = await portalBrowser(omar)
    expect((await browser.post(submission, { state: 'submitted' })).status).toBe(422)
    expect(await inHarbor((tx) => tx.sealedRecord.count())).toBe(0)
  })

  test('without proof of the agreement to sign electronically cannot be sealed', async () => {
    await inHarbor((tx) => tx.electronicConsent.updateMany({ data: { givenAt: null } }))
    const browser = await portalBrowser(omar)
    const answer = await browser.post(submission)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('your agreement to sign electronically does not stand')
    const states = await inHarbor((tx) => tx.intake.findMany({ select: { state: true } }))
    expect(states).toEqual([{ state: 'signed' }])
    const at = new Date(now().getTime() - 3_600_000)
    await inHarbor((tx) => tx.electronicConsent.updateMany({ data: { givenAt: at } }))
  })

  test('is not for staff, and not for somebody who is not signed in', async () => {
    const staff = await staffBrowser(ada)
    const answer = await staff.post(submission)
    expect(answer.headers['location']).toBe('/portal/harbor/sign-in')
    expect(await inHarbor((tx) => tx.sealedRecord.count())).toBe(0)
  })

  test('leaves the forms of another practice alone', async () => {
    const browser = await portalBrowser(omar)
    const elsewhere = await browser.post('/portal/elm/forms/submission')
    expect(elsewhere.status).toBe(303)
    expect(elsewhere.headers['location']).toBe('/portal/elm/sign-in')
    expect(await inHarbor((tx) => tx.sealedRecord.count())).toBe(0)
    await signedIntakes(max, { forms: ['notice'] })
    await inOrganization({ organizationId: max.organizationId }, (tx) =>
      tx.intake.updateMany({ data: { state: 'revoked' } }),
    )
  })

  test('seals a form, shows the finished page and tells the administrators where nobody is assigned', async () => {
    const browser = await portalBrowser(omar)
    const answer = await browser.post(submission)
    expect(answer.status).toBe(303)
    const page = await browser.follow(answer)
    expect(page.text).toContain('Your forms were sent')
    expect(page.text).toContain('The practice’s administrators')
    const [intake] = await inHarbor((tx) =>
      tx.intake.findMany({ include: { record: { include: { document: true } } } }),
    )
    expect(intake?.state).toBe('submitted')
    expect(intake?.record?.document).toMatchObject({ number: 1, kind: 'clinical', fileId: null })
    expect(page.text).toContain(`/portal/harbor/documents/${intake?.record?.document?.id}`)
    expect(await mailbox.to(ada.email)).toHaveLength(1)
    expect(await mailbox.to(theo.email)).toHaveLength(0)
    expect(await mailbox.to(omar.email)).toHaveLength(1)
  })

  test('tells each assigned staff member once, names no client, and thanks the client neutrally', async () => {
    await assign(theo.id)
    await assign(nia.id)
    await signedIntakes(omar)
    const browser = await portalBrowser(omar)
    const page = await browser.follow(await browser.post(submission))
    expect(page.text).toContain('Nia Okoro and Theo Marsh')
    const mails = [...(await mailbox.to(theo.email)), ...(await mailbox.to(nia.email))]
    expect(mails).toHaveLength(2)
    expect(await mailbox.to(ada.email)).toHaveLength(0)
    for (const mail of mails) {
      const said = [mail.subject, mail.text, mail.html, mail.from?.text].join(' ')
      expect(said).not.toMatch(/omar|haddad|questionnaire|consent|therapy|A secret worry/i)
      expect(linkIn(mail)).toBe(`/staff/clients/${omar.id}/documents`)
    }
    const [own, second] = await mailbox.to(omar.email)
    expect(second).toBeUndefined()
    expect([own?.subject, own?.text].join(' ')).not.toMatch(/omar|haddad|form|questionnaire|consent|therap/i)
    expect(linkIn(own)).toBe('/portal/harbor/documents')
  })

  test('writes one audit event a form, with ids and nothing else', async () => {
    const events = await inHarbor((tx) => tx.auditEvent.findMany({ where: { event: 'intake.submitted' } }))
    expect(events).toHaveLength(4)
    expect(events.map(({ details }) => Object.keys(details as object))).toEqual(events.map(() => ['document']))
    expect(new Set(events.map(({ subjectId }) => subjectId)).size).toBe(4)
  })

  test('keeps what was signed as ciphertext, in one chain without gaps', async () => {
    const { rows, keys } = await inHarbor(async (tx) => ({
      rows: await tx.sealedRecord.findMany({ orderBy: { sequence: 'asc' }, include: { document: true } }),
      keys: await tx.signingKey.findMany({ select: { id: true, publicKey: true, endorsement: true } }),
    }))
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4])
    expect(rows.map(({ document }) => document?.number)).toEqual([1, 2, 3, 4])
    for (const { content } of rows) expect(Buffer.from(content).toString('latin1')).not.toContain('Haddad')
    const published = keys.map((key) => ({ ...key, endorsement: null }))
    const seals = rows.map(({ seal }) => recordSeal.parse(seal))
    expect(verifyChain(seals, published)).toEqual([])
    const moved = [seals[1], seals[0], seals[2], seals[3]].map((seal) => recordSeal.parse(seal))
    expect(verifyChain(moved, published).map(({ part }) => part)).toContain('chain link')
  })

  test('leaves a form signed by another account of the same file alone', async () => {
    const [id] = await signedIntakes(omar, { forms: ['notice'], change: { accountId: theo.id } })
    const browser = await portalBrowser(omar)
    expect((await browser.post(submission)).status).toBe(303)
    const intake = await inHarbor((tx) => tx.intake.findFirst({ where: { id: id! } }))
    expect(intake?.state).toBe('signed')
    await inHarbor((tx) => tx.intake.updateMany({ where: { id: id! }, data: { state: 'revoked' } }))
  })

  test('cannot be done with a signature that lacks evidence', async () => {
    const [id] = await signedIntakes(omar, { forms: ['notice'], change: { kind: 'signed' } })
    const browser = await portalBrowser(omar)
    const answer = await browser.post(submission)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('part of what proves your signature is missing')
    expect(await inHarbor((tx) => tx.sealedRecord.count())).toBe(4)
    expect((await inHarbor((tx) => tx.counter.findFirst({ where: { series: 'document' } })))?.last).toBe(4)
    await inHarbor((tx) => tx.intake.updateMany({ where: { id: id! }, data: { state: 'revoked' } }))
  })
})

describe('the PDF', () => {
  test('is made once, by a job, and a job that runs again changes nothing', async () => {
    await drain(handlers)
    const made = await inHarbor((tx) => tx.document.findMany({ include: { file: true } }))
    expect(made.every(({ fileId, statement }) => fileId !== null && statement !== null)).toBe(true)
    for (const { id } of made) {
      await Promise.all([1, 2].map(() => handlers['document.render']({ organizationId: harbor.id, id })))
    }
    const again = await inHarbor((tx) => tx.document.findMany({ include: { file: true } }))
    expect(again).toEqual(made)
    expect(await inHarbor((tx) => tx.file.count())).toBe(4)
    expect(await inHarbor((tx) => tx.auditEvent.count({ where: { event: 'document.made' } }))).toBe(4)
    for (const { file } of made) expect(Buffer.from(file!.bytes).toString('latin1')).not.toContain('%PDF')
  })

  test('of two jobs at once for one document, one is kept', async () => {
    await signedIntakes(omar, { forms: ['notice'] })
    const browser = await portalBrowser(omar)
    await browser.post(submission)
    const document = await inHarbor((tx) => tx.document.findFirstOrThrow({ where: { fileId: null } }))
    const payload = { organizationId: harbor.id, id: document.id }
    await Promise.all([handlers['document.render'](payload), handlers['document.render'](payload)])
    expect(await inHarbor((tx) => tx.file.count())).toBe(5)
    const events = { event: 'document.made', subjectId: document.id }
    expect(await inHarbor((tx) => tx.auditEvent.count({ where: events }))).toBe(1)
  })
})
