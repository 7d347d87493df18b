import { beforeAll, describe, expect, test, vi } from 'vitest'
import { harbor, max, omar } from '../../prisma/cast.ts'
import { Browser, portalBrowser } from '../browser.ts'
import { useMailbox } from '../mail.ts'
import { madeForOmar, own, secret, type SentDocument } from './sent-documents.ts'
import { inHarbor } from './signed-intakes.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })
useMailbox()

let clinical: SentDocument
beforeAll(async () => {
  ;({ clinical } = await madeForOmar())
})

describe('the client’s Documents', () => {
  test('list all that was sent, readable and downloadable', async () => {
    const browser = await portalBrowser(omar)
    const list = await browser.get(own)
    expect(list.text).toContain(`${own}/${clinical.id}`)
    const page = await browser.get(`${own}/${clinical.id}`)
    expect(page.text).toContain(secret)
    const pdf = await browser.get(`${own}/${clinical.id}/pdf`)
    expect(pdf.headers['content-type']).toContain('application/pdf')
    expect(pdf.headers['content-disposition']).toBe(`attachment; filename=document-${clinical.number}.pdf`)
  })

  test('are nobody else’s', async () => {
    const browser = await portalBrowser(max, { ...harbor, portalAddress: 'elm' })
    for (const part of ['', '/pdf', '/evidence']) {
      expect((await browser.get(`/portal/elm/documents/${clinical.id}${part}`)).status).toBe(404)
    }
    expect((await browser.get('/portal/elm/documents')).text).toContain('No documents yet')
    const stranger = await new Browser().get(`${own}/${clinical.id}`)
    expect(stranger.headers['location']).toBe('/portal/harbor/sign-in')
  })

  test('close with the right to documents', async () => {
    const setRights = (rights: string[]) =>
      inHarbor((tx) => tx.access.updateMany({ where: { clientId: omar.id }, data: { rights } }))
    await setRights(['forms'])
    const browser = await portalBrowser(omar)
    expect((await browser.get(`${own}/${clinical.id}`)).status).toBe(404)
    expect((await browser.get('/portal/harbor/forms/finished')).text).not.toContain(clinical.id)
    await setRights(['forms', 'documents'])
  })
})
