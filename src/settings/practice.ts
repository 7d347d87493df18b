import { z } from 'zod'
import { readAtEntry } from '../platform/database.ts'
import { emergencyOf, type Emergency } from './emergency-text.ts'

/** What every page of a practice may show of it. */
export interface Practice {
  organizationId: string
  name: string
  portalAddress: string
  timeZone: string
  phone: string
  postalAddress: string
  colour: string
  /** Where somebody in a crisis finds help now. */
  emergency: Emergency
  officeHours: string
  senderName: string
}

/** The columns of `organizations` (as `o`) that make a Practice, for the combined statements of hot pages. */
export const PRACTICE_COLUMNS = `o.id, o.name, o.portal_address, o.time_zone, o.phone, o.postal_address, o.colour,
  o.emergency_text, o.office_hours, o.sender_name`
export const practiceRow = z.object({
  id: z.string(),
  name: z.string(),
  portal_address: z.string(),
  time_zone: z.string(),
  phone: z.string(),
  postal_address: z.string(),
  colour: z.string(),
  emergency_text: z.string(),
  office_hours: z.string(),
  sender_name: z.string(),
})

export const practiceOf = (row: z.infer<typeof practiceRow>): Practice => ({
  organizationId: row.id,
  name: row.name,
  portalAddress: row.portal_address,
  timeZone: row.time_zone,
  phone: row.phone,
  postalAddress: row.postal_address,
  colour: row.colour,
  emergency: emergencyOf(row.emergency_text),
  officeHours: row.office_hours,
  senderName: row.sender_name,
})

/** The practice behind a portal address, old addresses included. */
export async function practiceAt(address: string): Promise<Practice | null> {
  const [found] = await readAtEntry(
    practiceRow,
    `select ${PRACTICE_COLUMNS} from portal_addresses p join organizations o on o.id = p.organization_id where p.address = $1`,
    [address],
  )
  return found ? practiceOf(found) : null
}
