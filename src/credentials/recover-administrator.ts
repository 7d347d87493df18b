import { record } from '../audit.ts'
import { atEntry, inOrganization } from '../platform/database.ts'
import { linkTo } from '../platform/mail.ts'
import { openLink } from './ask-for-password.ts'

/**
 * A link for a locked-out administrator: whoever can run commands on the server is trusted with it. It goes to the audit.
 * @returns null where no active administrator has this address
 */
export async function recoveryLinkFor(typed: string): Promise<string | null> {
  const email = typed.trim().toLowerCase()
  const select = { organizationId: true, id: true } as const
  const found = await atEntry((tx) => tx.staff.findUnique({ where: { email }, select }))
  if (!found) return null
  const { organizationId, id: accountId } = found
  return inOrganization({ organizationId }, async (tx) => {
    const where = { id: accountId, role: 'administrator', state: 'active' }
    if (!(await tx.staff.findFirst({ where, select: { id: true } }))) return null
    const { token } = await openLink(tx, { organizationId, site: 'staff', accountId }, 'recovery')
    await record(tx, { kind: 'System', organizationId }, 'administrator.recovery-started', accountId)
    return linkTo(`/staff/new-password?key=${token}`)
  })
}
