import type { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { inOrganization } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { clientColumns, type clientForm } from './client-form.ts'
import { nameKey, writeClientWords } from './client-words.ts'
import { clientInReach } from './queries.ts'

/** Changes a client's file. The audit keeps which fields changed, not what they say. */
export async function editClient(actor: StaffActor, id: string, form: z.infer<typeof clientForm>): Promise<void> {
  await inOrganization(actor, async (tx) => {
    const file = authorize(actor, 'client.edit', await clientInReach(tx, actor, id))
    const client = clientColumns(form)
    const { organizationId } = actor
    const changed = Object.entries(client).filter(([field, value]) => !same(value, file[field as keyof typeof client]))
    await tx.client.update({
      where: { organizationId_id: { organizationId, id } },
      data: { ...client, nameKey: nameKey(client) },
    })
    await writeClientWords(tx, organizationId, id, client)
    await record(tx, actor, 'client.changed', id, { fields: changed.map(([field]) => field) })
  })
}

const same = (one: unknown, other: unknown) => String(one) === String(other)
