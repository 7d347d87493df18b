import { harbor, omar, theo } from '../../prisma/cast.ts'
import { handlers } from '../../src/jobs.ts'
import { now } from '../../src/platform/clock.ts'
import { drain } from '../../src/platform/jobs.ts'
import { portalBrowser } from '../browser.ts'
import { inHarbor, signedIntakes } from './signed-intakes.ts'

/** One answer of each form that Omar has sent. */
export const secret = 'Nightmares about the lighthouse'

/** Where the documents of a client lie for the staff, and one's own at the portal. */
export const files = (client: { id: string } = omar) => `/staff/clients/${client.id}/documents`
export const own = '/portal/harbor/documents'

/** A document as the tests name it. */
export interface SentDocument {
  id: string
  number: number
}

/** Omar, assigned to Theo, has signed the three forms under a name that differs from his file, and sent them. */
export async function sentByOmar(): Promise<{ clinical: SentDocument; office: SentDocument }> {
  await inHarbor((tx) =>
    tx.assignment.create({
      data: { organizationId: harbor.id, clientId: omar.id, staffId: theo.id, since: now() },
    }),
  )
  await signedIntakes(omar, { words: secret, change: { typedName: 'Omar H.', nameDiffersFromFile: true } })
  await (await portalBrowser(omar)).post('/portal/harbor/forms/submission')
  const [clinical, , office] = await inHarbor((tx) => tx.document.findMany({ orderBy: { number: 'asc' } }))
  if (!clinical || !office) throw new Error('three documents were expected')
  return { clinical, office }
}

/** The same, and their PDFs are made. */
export async function madeForOmar(): ReturnType<typeof sentByOmar> {
  const sent = await sentByOmar()
  await drain(handlers)
  return sent
}

/** How often files and documents have been opened, says the audit. */
export const reads = (event: string) => inHarbor((tx) => tx.auditEvent.count({ where: { event } }))
export const allReads = async () => (await reads('document.read')) + (await reads('client.read'))
