import { ageOf, dayText, showDay } from '../platform/time.ts'
import { unsent } from '../web/submit.ts'
import type { AddressBearer } from './change-address.ts'
import { shownName } from './client-words.ts'
import { shownStatus, type PortalState, type ShownStatus } from './portal-status.ts'
import type { ClientFile } from './queries.ts'

/** The top of Client Details, the same on each of its tabs. */
export interface ClientHead {
  id: string
  name: string
  status: ShownStatus
  minor: boolean
  discreet: boolean
  tabs: { href: string; label: string; current: boolean }[]
}

const tabs = [
  { path: '', label: 'Overview' },
  { path: '/documents', label: 'General Documents' },
]

export function clientHead(client: ClientFile, portal: PortalState, timeZone: string, tab: string): ClientHead {
  return {
    id: client.id,
    name: shownName(client),
    status: shownStatus(portal, timeZone),
    minor: isMinor(client.dateOfBirth, timeZone),
    discreet: client.discreet,
    tabs: tabs.map(({ path, label }) => ({
      href: `/staff/clients/${client.id}${path}`,
      label,
      current: tab === label,
    })),
  }
}

/** Under 18 by the date of birth on file; not known is not a minor. */
export const isMinor = (born: Date | null, timeZone: string): boolean => born !== null && ageOf(born, timeZone) < 18

/** The lines of the Details box; what is not on file says so. */
export function detailLines(client: ClientFile, timeZone: string): { label: string; value: string }[] {
  const born = client.dateOfBirth
  return [
    { label: 'Legal name', value: `${client.firstName} ${client.lastName}` },
    { label: 'Preferred name', value: client.preferredName ?? 'Not given' },
    { label: 'Date of birth', value: born ? `${showDay(born)} (age ${ageOf(born, timeZone)})` : 'Not on file' },
    { label: 'E-mail', value: client.email ?? 'Not on file: an invitation needs one' },
    { label: 'Phone', value: client.phone ?? 'Not on file' },
    { label: 'Address', value: client.postalAddress ?? 'Not on file' },
  ]
}

/** What staff are told once a new address is saved. */
export const afterAddress: Record<NonNullable<AddressBearer>, string> = {
  account: 'The client signs in with the new address from now on. Both addresses are told by mail.',
  invitation: 'The invitation that went to the earlier address has ended. Please invite the client again.',
}

/** The file as the edit form starts with it. */
export const clientAsTyped = ({
  firstName,
  lastName,
  preferredName,
  email,
  phone,
  postalAddress,
  ...file
}: ClientFile) =>
  unsent({
    firstName,
    lastName,
    preferredName,
    email,
    phone,
    postalAddress,
    dateOfBirth: file.dateOfBirth && dayText(file.dateOfBirth),
    discreet: file.discreet ? 'on' : '',
  })
