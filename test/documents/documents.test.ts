import { beforeAll, describe, expect, test, vi } from 'vitest'
import { ada, cleo, eve, nia, ofra, omar, theo } from '../../prisma/cast.ts'
import { handlers } from '../../src/jobs.ts'
import { drain } from '../../src/platform/jobs.ts'
import { verifyEvidence } from '../../src/platform/verify-evidence.ts'
import { staffBrowser } from '../browser.ts'
import { useMailbox } from '../mail.ts'
import { allReads, files, secret, sentByOmar, type SentDocument } from './sent-documents.ts'
import { inHarbor, signedIntakes } from './signed-intakes.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })
useMailbox()

let clinical: SentDocument
let office: SentDocument
beforeAll(async () => {
  ;({ clinical, office } = await sentByOmar())
})

test('before the PDF is made the pages say so, and its address leads back to the document', async () => {
  const staff = await staffBrowser(ada)
  expect((await staff.get(files())).text).toContain('Being prepared')
  const before = await allReads()
  const pdf = await staff.get(`${files()}/${clinical.id}/pdf`)
  expect(pdf.status).toBe(303)
  expect(await allReads()).toBe(before)
  expect((await staff.follow(pdf)).text).toContain('The PDF is being prepared')
  const early = JSON.parse((await staff.get(`${files()}/${clinical.id}/evidence`)).text) as unknown
  expect(verifyEvidence(early)).toEqual([])
  await drain(handlers)
})

describe('General Documents', () => {
  test('lists what a client sent, who signed it, and how far each form is', async () => {
    await signedIntakes(omar, { forms: ['consent'] })
    await inHarbor((tx) =>
      tx.intake.updateMany({ where: { state: 'signed' }, data: { state: 'in_progress', reached: 0 } }),
    )
    const staff = await staffBrowser(theo)
    const page = await staff.get(files())
    expect(page.status).toBe(200)
    for (const words of ['Standard Intake Questionnaire', 'Omar H.', 'Name differs from the file', 'Ready', 'No.']) {
      expect(page.text).toContain(words)
    }
    expect(page.text).toContain('In progress 0%')
    expect(page.text).toContain('Submitted')
    expect(page.text).not.toContain(secret)
    expect((await staff.get(`/staff/clients/${omar.id}`)).text).toContain(files())
  })

  test('says so where there is nothing yet', async () => {
    const staff = await staffBrowser(ada)
    expect((await staff.get(files(cleo))).text).toContain('No documents yet')
  })

  test('shows a document as a page, with every answer, the signature and the certificate', async () => {
    const staff = await staffBrowser(theo)
    const page = await staff.get(`${files()}/${clinical.id}`)
    expect(page.status).toBe(200)
    for (const words of [secret, 'Omar H.', 'Omar Haddad', '203.0.113.24', 'Hash (SHA-256)', '<svg', 'differs from']) {
      expect(page.text).toContain(words)
    }
  })

  test('lets the office see every status, and open office documents only', async () => {
    const browser = await staffBrowser(ofra)
    const list = await browser.get(files())
    expect(list.text).toContain('Standard Intake Questionnaire')
    expect(list.text).not.toContain(clinical.id)
    expect(list.text).toContain(office.id)
    expect((await browser.get(`${files()}/${office.id}`)).status).toBe(200)
    for (const part of ['', '/pdf', '/evidence']) {
      expect((await browser.get(`${files()}/${clinical.id}${part}`)).status).toBe(404)
    }
  })

  test.each([
    ['a therapist who is not assigned', nia],
    ['another practice', eve],
  ])('is not there for %s', async (_, person) => {
    const browser = await staffBrowser(person)
    const before = await allReads()
    for (const part of ['', `/${clinical.id}`, `/${clinical.id}/pdf`, `/${office.id}/evidence`]) {
      expect((await browser.get(files() + part)).status).toBe(404)
    }
    expect(await allReads()).toBe(before)
  })

  test('shows a document in its own client’s file only, and no other id', async () => {
    const browser = await staffBrowser(ada)
    expect((await browser.get(`${files(cleo)}/${clinical.id}`)).status).toBe(404)
    expect((await browser.get(`${files()}/${omar.id}`)).status).toBe(404)
    expect((await browser.get(`${files()}/nonsense`)).status).toBe(404)
    expect((await browser.get(`/staff/clients/nonsense/documents/${clinical.id}`)).status).toBe(404)
  })
})
