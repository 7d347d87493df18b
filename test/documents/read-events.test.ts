import { beforeAll, expect, test, vi } from 'vitest'
import { omar, theo } from '../../prisma/cast.ts'
import { portalBrowser, staffBrowser, type Browser } from '../browser.ts'
import { useMailbox } from '../mail.ts'
import { allReads, files, madeForOmar, own, reads, type SentDocument } from './sent-documents.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })
useMailbox()

let clinical: SentDocument
beforeAll(async () => {
  ;({ clinical } = await madeForOmar())
})

test.each<[string, () => Promise<Browser>, () => string, string, number]>([
  ['a client’s list of documents shows the file', () => staffBrowser(theo), () => files(), 'client.read', 1],
  ['a page', () => staffBrowser(theo), () => `${files()}/${clinical.id}`, 'document.read', 1],
  ['a PDF', () => staffBrowser(theo), () => `${files()}/${clinical.id}/pdf`, 'document.read', 1],
  ['an evidence file', () => staffBrowser(theo), () => `${files()}/${clinical.id}/evidence`, 'document.read', 1],
  ['the own list', () => portalBrowser(omar), () => own, 'document.read', 0],
  ['an own page', () => portalBrowser(omar), () => `${own}/${clinical.id}`, 'document.read', 1],
  ['an own PDF', () => portalBrowser(omar), () => `${own}/${clinical.id}/pdf`, 'document.read', 1],
  ['an own evidence file', () => portalBrowser(omar), () => `${own}/${clinical.id}/evidence`, 'document.read', 1],
])('%s: as many read events as there should be', async (_, browser, path, event, count) => {
  const who = await browser()
  const [before, all] = [await reads(event), await allReads()]
  expect((await who.get(path())).status).toBe(200)
  expect(await reads(event)).toBe(before + count)
  expect(await allReads()).toBe(all + count)
})
