import { infrastructure } from './database.ts'

/** Ends every session an account has on a site: their cookies name nothing any more. Not inside a door. */
export async function deleteSessions(
  site: 'staff' | 'portal',
  { organizationId, accountId }: { organizationId: string; accountId: string },
): Promise<void> {
  await infrastructure().query('delete from sessions where organization_id = $1 and account_id = $2 and site = $3', [
    organizationId,
    accountId,
    site,
  ])
}
