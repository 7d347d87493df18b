import { z } from 'zod'
import { now } from '../platform/clock.ts'
import { atEntry, inOrganization } from '../platform/database.ts'
import { enqueue } from '../platform/jobs.ts'
import { log } from '../platform/log.ts'
import { idOf } from '../platform/stripe.ts'

const id = z.string().min(1).max(255)
const named = z.union([id, z.object({ id })]).nullish()

/** What is read of an event. The object within it is not believed: it may have changed since, so it is fetched. */
const processorEvent = z.object({
  id,
  type: id,
  created: z.number().int().min(0).max(9_999_999_999),
  account: id.nullish(),
  data: z.object({ object: z.object({ id, object: id, customer: named }) }),
})
type ProcessorEvent = z.infer<typeof processorEvent>

/**
 * Stores a signed event by its id before anything is made of it, with the job that will; one that is there already is left
 * alone. Events about nobody here, as of another program that shares the account, are told to the log and to nothing else.
 * @returns false where this is no event at all
 */
export async function takeEvent(signed: unknown): Promise<boolean> {
  const { success, data: event } = processorEvent.safeParse(signed)
  if (!success) return false
  const organizationId = await organizationOf(event)
  if (organizationId) await store(organizationId, event)
  else log.info({ event: event.id }, 'an event of the card processor about nobody here')
  return true
}

/** Of connected accounts none is known, so that theirs never count as the installation's own. */
async function organizationOf({ account, data: { object } }: ProcessorEvent): Promise<string | null> {
  const processorCustomer = object.object === 'customer' ? object.id : idOf(object.customer)
  if (account || !processorCustomer) return null
  const select = { organizationId: true } as const
  const found = await atEntry((tx) => tx.subscription.findUnique({ where: { processorCustomer }, select }))
  return found?.organizationId ?? null
}

async function store(organizationId: string, event: ProcessorEvent): Promise<void> {
  const { id, type, account = null, created, data } = event
  const object = { objectType: data.object.object, objectId: data.object.id }
  const times = { createdAt: new Date(created * 1000), receivedAt: now() }
  const row = { organizationId, id, type, account, ...object, ...times, state: 'received' }
  await inOrganization({ organizationId }, async (tx) => {
    const { count } = await tx.processorEvent.createMany({ data: [row], skipDuplicates: true })
    if (count > 0) await enqueue(tx, 'processor.reconcile', { organizationId, id })
  })
}
