import { atEntry } from './platform/database.ts'

/** Does the work for each organization of the installation, one after the other: for sweeps and for what is run by hand. */
export async function forEveryOrganization(work: (acting: { organizationId: string }) => Promise<void>): Promise<void> {
  const organizations = await atEntry((tx) => tx.organization.findMany({ select: { id: true } }))
  for (const { id: organizationId } of organizations) await work({ organizationId })
}
