import type { PortalClient } from '../actor.ts'
import type { Tx } from '../platform/database.ts'
import { intakesVisibleTo } from '../policy.ts'

/** The forms of an account in the order in which they are met; those the practice took back are left out. */
export async function formsInOrder(tx: Tx, actor: PortalClient) {
  return tx.intake.findMany({
    where: { AND: [{ state: { not: 'revoked' } }, intakesVisibleTo(actor)] },
    orderBy: [{ clientId: 'asc' }, { sentAt: 'asc' }, { position: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      state: true,
      client: {
        select: {
          firstName: true,
          preferredName: true,
          accesses: { where: { accountId: actor.accountId, endsAt: null }, select: { kind: true } },
        },
      },
    },
  })
}
type Ordered = Awaited<ReturnType<typeof formsInOrder>>

/** Where one form stands among them, and whom it is for where that is not the reader. */
export interface Place {
  words: string
  forWhom: string | null
}

export function placeOf(forms: Ordered, id: string): Place {
  const index = forms.findIndex((form) => form.id === id)
  const client = forms[index]?.client
  const isOwn = client?.accesses.some(({ kind }) => kind === 'self') ?? true
  return {
    words: index < 0 ? 'Your forms' : `Your forms (${index + 1} of ${forms.length})`,
    forWhom: client && !isOwn ? (client.preferredName ?? client.firstName) : null,
  }
}
