import { now } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'

/** What staff should know when they open a client's file; null where there is nothing. */
export interface ClientNotices {
  /** The newest invitation came to somebody it was not meant for. */
  misdirected: { email: string; at: Date } | null
  /** The open invitation: until when its link works, and the forms that wait behind it. */
  invitation: { until: Date; forms: string[] } | null
  /** Since when who signs for the client has withdrawn the agreement to sign electronically. */
  paperSince: Date | null
}

export async function clientNotices(tx: Tx, clientId: string): Promise<ClientNotices> {
  return {
    misdirected: await misdirected(tx, clientId),
    invitation: await openInvitation(tx, clientId),
    paperSince: await paperSince(tx, clientId),
  }
}

async function misdirected(tx: Tx, clientId: string): Promise<ClientNotices['misdirected']> {
  const newest = await tx.invitation.findFirst({
    where: { clientId },
    orderBy: { createdAt: 'desc' },
    select: { email: true, state: true, endedAt: true },
  })
  return newest?.state === 'refused' && newest.endedAt ? { email: newest.email, at: newest.endedAt } : null
}

async function openInvitation(tx: Tx, clientId: string): Promise<ClientNotices['invitation']> {
  const open = await tx.invitation.findFirst({
    where: { clientId, state: 'open', expiresAt: { gt: now() } },
    select: { expiresAt: true },
  })
  if (!open) return null
  // a form that waited already is not sent again, so all that wait are counted
  const waiting = await tx.intake.findMany({
    where: { clientId, state: { notIn: ['submitted', 'revoked'] } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { formVersion: { select: { title: true } } },
  })
  return { until: open.expiresAt, forms: waiting.map(({ formVersion }) => formVersion.title) }
}

async function paperSince(tx: Tx, clientId: string): Promise<Date | null> {
  const newest = await tx.electronicConsent.findFirst({
    where: { account: { accesses: { some: { clientId, endsAt: null } } } },
    orderBy: [{ version: 'desc' }, { number: 'desc' }],
    select: { withdrawnAt: true },
  })
  return newest?.withdrawnAt ?? null
}
