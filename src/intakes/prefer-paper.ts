import type { PortalClient } from '../actor.ts'
import { record } from '../audit.ts'
import { tellOffice } from '../notifications.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { intakeToChange } from './intake-to-change.ts'
import { afterAction } from './rules.ts'

/** The client would rather have a form on paper: the office hears of it, and what was typed stays. */
export async function preferPaper(actor: PortalClient, id: string): Promise<void> {
  await inOrganization(actor, async (tx) => {
    const intake = authorize(actor, 'intake.paper', await intakeToChange(tx, actor, id))
    const state = afterAction(intake.state, 'paper')
    await tx.intake.update({
      where: { organizationId_id: { organizationId: actor.organizationId, id } },
      data: { state },
    })
    await record(tx, actor, 'intake.paper-preferred', id)
    await tellOffice(tx, actor, 'paper-preferred', intake.clientId)
  })
}

/** After all here and not on paper: the form is open again. */
export async function preferScreen(actor: PortalClient, id: string): Promise<void> {
  await inOrganization(actor, async (tx) => {
    const intake = authorize(actor, 'intake.paper', await intakeToChange(tx, actor, id))
    const state = afterAction(intake.state, 'view')
    const { organizationId } = actor
    await tx.intake.updateMany({ where: { organizationId, id, state: 'paper' }, data: { state } })
    await record(tx, actor, 'intake.viewed', id)
  })
}
