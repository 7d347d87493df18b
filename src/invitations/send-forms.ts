import { now } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'

interface Invited {
  organizationId: string
  id: string
  clientId: string
}

/** The chosen forms wait for each client; one that waits already, begun or not, is not sent twice. */
export async function sendForms(tx: Tx, invitations: Invited[], versions: { id: string; position: number }[]) {
  const waiting = await tx.intake.findMany({
    where: {
      clientId: { in: invitations.map(({ clientId }) => clientId) },
      state: { notIn: ['submitted', 'revoked'] },
    },
    select: { clientId: true, formVersionId: true },
  })
  const waits = new Set(waiting.map(({ clientId, formVersionId }) => `${clientId} ${formVersionId}`))
  const sentAt = now()
  const data = invitations.flatMap(({ organizationId, id: invitationId, clientId }) =>
    versions
      .filter(({ id }) => !waits.has(`${clientId} ${id}`))
      .map(({ id: formVersionId, position }) => ({
        ...{ organizationId, id: newId(), clientId, formVersionId, invitationId, position },
        ...{ state: 'sent', reached: 0, sentAt },
      })),
  )
  await tx.intake.createMany({ data })
}
