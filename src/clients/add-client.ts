import type { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { now } from '../platform/clock.ts'
import { inOrganization } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { authorize } from '../policy.ts'
import { clientColumns, type clientForm } from './client-form.ts'
import { nameKey, writeClientWords } from './client-words.ts'

/** Opens a client's file. @returns its id */
export async function addClient(actor: StaffActor, form: z.infer<typeof clientForm>): Promise<string> {
  authorize(actor, 'client.add')
  const { organizationId } = actor
  const id = newId()
  const client = clientColumns(form)
  await inOrganization(actor, async (tx) => {
    await tx.client.create({
      data: { organizationId, id, ...client, state: 'active', nameKey: nameKey(client), createdAt: now() },
    })
    await writeClientWords(tx, organizationId, id, client)
    await record(tx, actor, 'client.added', id)
  })
  return id
}
