import type { PortalClient } from '../actor.ts'
import type { Tx } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { intakeInReach } from './intake-content.ts'

/** The same as `intakeInReach`, held until the transaction ends, so that two who change a form take turns. */
export async function intakeToChange(tx: Tx, actor: PortalClient, id: string) {
  if (!isId(id)) return null
  await tx.$queryRaw`select 1 from intakes where organization_id = ${actor.organizationId}::uuid and id = ${id}::uuid for update`
  return intakeInReach(tx, actor, id)
}
