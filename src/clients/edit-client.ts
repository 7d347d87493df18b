import type { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { followAddress, type AddressBearer } from './change-address.ts'
import { clientColumns, type clientForm } from './client-form.ts'
import { nameKey, writeClientWords } from './client-words.ts'
import { clientInReach, holdClients } from './queries.ts'

/**
 * Changes a client's file. The audit keeps which fields changed, not what they say.
 * @returns what a new address has changed beside the file
 */
export async function editClient(
  actor: StaffActor,
  id: string,
  form: z.infer<typeof clientForm>,
): Promise<AddressBearer> {
  return inOrganization(actor, async (tx) => {
    await holdClients(tx, [id])
    const file = authorize(actor, 'client.edit', await clientInReach(tx, actor, id))
    const client = clientColumns(form)
    const { organizationId } = actor
    const changed = Object.entries(client).filter(([field, value]) => !same(value, file[field as keyof typeof client]))
    const followed = await followAddress(tx, actor, file, client)
    await tx.client.update({
      where: { organizationId_id: { organizationId, id } },
      data: { ...client, nameKey: nameKey(client) },
    })
    await writeClientWords(tx, organizationId, id, client)
    await record(tx, actor, 'client.changed', id, { fields: changed.map(([field]) => field) })
    return followed
  })
}

const same = (one: unknown, other: unknown) => String(one) === String(other)
