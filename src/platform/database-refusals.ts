import { Busy, RuleBroken } from '../errors.ts'

/** What a person reads when the database's own uniqueness refuses: constraint -> sentence and field. */
const sentences: Record<string, [string, string]> = {
  staff_email_key: ['This address cannot be used for a staff account. Please use another one.', 'email'],
  staff_invitations_organization_id_open_email_key: [
    'Somebody invited this address a moment ago. Please look at the list of the staff.',
    'email',
  ],
  organizations_portal_address_key: ['This portal address is taken. Please choose another one.', 'portalAddress'],
  invitations_organization_id_open_email_key: [
    'One of these clients was invited a moment ago. Please look at the list before you send it again.',
    'clients',
  ],
  portal_accounts_organization_id_email_key: [
    'This address opens a portal account already. One address is one account: please use another one.',
    'email',
  ],
  portal_addresses_pkey: ['This portal address is taken. Please choose another one.', 'portalAddress'],
}

interface PrismaError {
  code?: string
  meta?: { driverAdapterError?: { cause?: { originalCode?: string; originalMessage?: string } } }
}

/** Turns what PostgreSQL refuses into the errors of this house; anything else comes back as it is. */
export function translateRefusal(error: unknown): unknown {
  const { code, meta } = error as PrismaError
  if (code === 'P2028' || code === 'P2024') return new Busy('no connection came free in time', { cause: error })
  const cause = meta?.driverAdapterError?.cause
  const constraint = cause?.originalMessage?.match(/constraint "(\w+)"/)?.[1]
  const known = constraint ? sentences[constraint] : undefined
  return known ? new RuleBroken(...known) : error
}
