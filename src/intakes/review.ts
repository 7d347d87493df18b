import type { PortalClient } from '../actor.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize, intakesVisibleTo } from '../policy.ts'
import { signatureOf } from './intake-content.ts'

/** The forms that are signed and not yet sent, in order, each with how it was signed. */
export async function formsToSubmit(actor: PortalClient) {
  return inOrganization(actor, async (tx) => {
    authorize(actor, 'intake.list')
    const intakes = await tx.intake.findMany({
      where: { AND: [{ state: 'signed' }, intakesVisibleTo(actor)] },
      orderBy: [{ clientId: 'asc' }, { sentAt: 'asc' }, { position: 'asc' }, { id: 'asc' }],
      include: { formVersion: { select: { title: true } } },
    })
    const found = []
    for (const intake of intakes) {
      const signature = await signatureOf(tx, intake)
      // each account sends what it signed itself
      if (signature?.accountId === actor.accountId)
        found.push({ id: intake.id, title: intake.formVersion.title, signature })
    }
    return found
  })
}
