import type { StaffActor } from '../actor.ts'
import { authorize } from '../policy.ts'

/** Who may open Organization > Client Portal. */
export const mayManageClients = (actor: StaffActor): void => authorize(actor, 'portal-settings.view')
