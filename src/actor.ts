/** A practice's staff member, in one of three roles. */
export interface StaffActor {
  kind: 'Administrator' | 'Therapist' | 'Office'
  organizationId: string
  staffId: string
  name: string
  /** Was given the permission to invite clients and manage intake forms. An administrator needs none: ask `can()`. */
  mayInvite: boolean
  /** Whether they have a working seat in the Client Portal subscription. Ask `hasSeat` of policy.ts. */
  hasSeat: boolean
  /** Chose to see clients by their initials in lists. Ask `listedName` of clients/listed-client.ts. */
  initialsOnly?: boolean
}

/** Somebody signed in to a practice's portal: the client, or who acts for one. */
export interface PortalClient {
  kind: 'PortalClient'
  organizationId: string
  accountId: string
  email: string
}

/** Jobs, sweeps and commands, always on behalf of one organization. */
export interface System {
  kind: 'System'
  organizationId: string
}

/** Nobody yet. On a practice's own pages the organization is known, elsewhere it is not. */
export interface Visitor {
  kind: 'Visitor'
  organizationId: string | null
}

export type Actor = StaffActor | PortalClient | System | Visitor

/** An actor whose organization is known: who may pass the tenant door. */
export type Member = StaffActor | PortalClient | System

/** The id that names an actor in the audit; the system and visitors have none. */
export function actorId(actor: Actor): string | null {
  if ('staffId' in actor) return actor.staffId
  return 'accountId' in actor ? actor.accountId : null
}
