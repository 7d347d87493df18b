import type { PortalClient } from '../actor.ts'
import { hearersOf } from '../notifications.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { authorize, documentsVisibleTo, intakesVisibleTo } from '../policy.ts'

/** What an account sent last, who was told of it, and how many forms are still to do; null before the first time. */
export async function lastSubmission(actor: PortalClient) {
  authorize(actor, 'intake.list')
  return inOrganization(actor, async (tx) => {
    const mine = intakesVisibleTo(actor)
    const last = await tx.intake.findFirst({
      where: { AND: [{ state: 'submitted' }, mine] },
      orderBy: { submittedAt: 'desc' },
      select: { submittedAt: true },
    })
    if (!last?.submittedAt) return null
    const sent = await tx.intake.findMany({
      where: { AND: [{ state: 'submitted', submittedAt: last.submittedAt }, mine] },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, clientId: true, formVersion: { select: { title: true } } },
    })
    const open = { state: { in: ['sent', 'viewed', 'in_progress', 'signed'] } }
    return {
      at: last.submittedAt,
      forms: await withDocuments(tx, actor, sent),
      told: await toldOf(tx, new Set(sent.map(({ clientId }) => clientId)), last.submittedAt),
      left: await tx.intake.count({ where: { AND: [open, mine] } }),
    }
  })
}

async function withDocuments(
  tx: Tx,
  actor: PortalClient,
  sent: { id: string; formVersion: { title: string } }[],
): Promise<{ title: string; document: string | null }[]> {
  const ids = sent.map(({ id }) => id)
  const documents = await tx.document.findMany({
    where: { AND: [{ record: { intakeId: { in: ids } } }, documentsVisibleTo(actor)] },
    select: { id: true, record: { select: { intakeId: true } } },
  })
  const documentOf = new Map(documents.map(({ id, record }) => [record.intakeId, id]))
  return sent.map(({ id, formVersion }) => ({ title: formVersion.title, document: documentOf.get(id) ?? null }))
}

/** The names of those who were told; empty where the administrators were. */
async function toldOf(tx: Tx, clients: ReadonlySet<string>, at: Date): Promise<string[]> {
  const names = new Set<string>()
  for (const clientId of clients) {
    for (const { name } of (await hearersOf(tx, clientId, at)).assigned) names.add(name)
  }
  return [...names]
}
