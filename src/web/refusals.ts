import { actorId, type Actor } from '../actor.ts'
import { record } from '../audit.ts'
import { Forbidden, NotFound, TooManyTries } from '../errors.ts'
import { inOrganization } from '../platform/database.ts'
import { framesOf, log } from '../platform/log.ts'
import { countTry } from '../platform/throttle.ts'
import type { Action } from '../policy.ts'

/**
 * Keeps in the audit that somebody who is signed in was refused: what they wanted to do, and whether their role (403) or
 * their reach (404) said no; of somebody who tries door after door so much in a quarter of an hour and no more. What has failed is in no transaction any more, so this is one of its own; where it cannot be
 * kept, the page is answered all the same.
 */
export async function recordRefusal(actor: Actor, action: Action, refusal: unknown): Promise<void> {
  const status = refusal instanceof Forbidden ? 403 : refusal instanceof NotFound ? 404 : null
  if (status === null || actor.kind === 'Visitor') return
  try {
    await countTry('refusal.account', actorId(actor) ?? '')
    await inOrganization(actor, (tx) => record(tx, actor, 'access.refused', null, { action, status }))
  } catch (error) {
    if (error instanceof TooManyTries) return
    log.error({ action, status, error: (error as Error).name, at: framesOf(error) }, 'a refusal is not in the audit')
  }
}
