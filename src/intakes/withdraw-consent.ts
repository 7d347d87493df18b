import { z } from 'zod'
import type { PortalClient } from '../actor.ts'
import { record, recordAll } from '../audit.ts'
import { tellOffice } from '../notifications.ts'
import { now } from '../platform/clock.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { authorize, intakesVisibleTo } from '../policy.ts'
import { signatureOf } from './intake-content.ts'
import { statesBefore } from './rules.ts'

export const withdrawalForm = z.strictObject({})

/** Who may take back what they agreed to. */
export const mayWithdraw = (actor: PortalClient): void => authorize(actor, 'consent.withdraw')

/**
 * Takes back the agreement to sign electronically: from now on nothing is signed here. What was sent stays as it is; the
 * forms still open go on paper, and the office hears of it. Where nothing stands, nothing changes.
 */
export async function withdrawConsent(actor: PortalClient): Promise<void> {
  mayWithdraw(actor)
  const { organizationId, accountId } = actor
  await inOrganization(actor, async (tx) => {
    const { count } = await tx.electronicConsent.updateMany({
      where: { organizationId, accountId, givenAt: { not: null }, withdrawnAt: null },
      data: { withdrawnAt: now() },
    })
    if (count === 0) return
    await record(tx, actor, 'consent.withdrawn', accountId)
    await toPaper(tx, actor, await openForms(tx, actor))
    for (const { clientId } of await filesOf(tx, actor)) await tellOffice(tx, actor, 'consent-withdrawn', clientId)
  })
}

/** The forms this account could still sign or send, held until the transaction ends. What another account has signed is for that one to send. */
async function openForms(tx: Tx, actor: PortalClient): Promise<string[]> {
  const visible = (await tx.intake.findMany({ where: intakesVisibleTo(actor), select: { id: true } })).map(
    ({ id }) => id,
  )
  await tx.$queryRaw`
    select 1 from intakes where organization_id = ${actor.organizationId}::uuid and id = any(${visible}::uuid[])
    order by position, id for update`
  // read again: whoever was signing or sending has finished by now
  const intakes = await tx.intake.findMany({ where: { id: { in: visible }, state: { in: statesBefore('paper') } } })
  const ids = []
  for (const intake of intakes) {
    const signature = intake.state === 'signed' ? await signatureOf(tx, intake) : null
    if (!signature || signature.accountId === actor.accountId) ids.push(intake.id)
  }
  return ids
}

async function toPaper(tx: Tx, actor: PortalClient, ids: string[]): Promise<void> {
  await tx.intake.updateMany({ where: { id: { in: ids } }, data: { state: 'paper' } })
  const subjects = ids.map((subjectId) => ({ subjectId, details: {} }))
  await recordAll(tx, actor, 'intake.paper-preferred', subjects)
}

/** The clients for whom the account fills in forms. */
const filesOf = (tx: Tx, { accountId }: PortalClient) =>
  tx.access.findMany({ where: { accountId, endsAt: null, rights: { has: 'forms' } }, select: { clientId: true } })
