import type { Tx } from '../platform/database.ts'

const id = { select: { id: true } } as const

/** Under which ids things of these files happen: the files themselves, and what belongs to them. */
export async function subjectsOf(tx: Tx, clients: string[]): Promise<string[]> {
  const where = { clientId: { in: clients } }
  const found = [
    ...(await tx.invitation.findMany({ where, ...id })),
    ...(await tx.intake.findMany({ where, ...id })),
    ...(await tx.document.findMany({ where, ...id })),
  ]
  const accesses = await tx.access.findMany({ where, select: { accountId: true } })
  return [...clients, ...found.map((row) => row.id), ...accesses.map(({ accountId }) => accountId)]
}
