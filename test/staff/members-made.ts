import { harbor, theo } from '../../prisma/cast.ts'
import { nameKey } from '../../src/clients/client-words.ts'
import { now } from '../../src/platform/clock.ts'
import { inOrganization, type Tx } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'

export const inHarbor = <T>(work: (tx: Tx) => Promise<T>) => inOrganization({ organizationId: harbor.id }, work)

let made = 0

/** A new member of Harbor's staff, a therapist unless told, with the password of the cast. */
export async function addMember(
  changes: { role?: string; seesClients?: boolean; state?: string; canInvite?: boolean } = {},
) {
  made += 1
  return inHarbor(async (tx) => {
    const row = await tx.staff.findFirstOrThrow({ where: { id: theo.id } })
    const named = { id: newId(), name: `Mel Member ${made}`, email: `mel.${made}@harbor.example`, state: 'active' }
    return tx.staff.create({ data: { ...row, ...named, lastSignInAt: null, ...changes } })
  })
}

/** New clients of Harbor, assigned to these members. @returns their ids */
export async function addClients(count: number, staff: { id: string }[]): Promise<string[]> {
  const { id: organizationId } = harbor
  const files = Array.from({ length: count }, (_, number) => {
    const named = { firstName: 'Kit', lastName: `Handed ${number}`, preferredName: null, email: null }
    const rest = { dateOfBirth: null, phone: null, postalAddress: null, discreet: false, state: 'active' }
    return { organizationId, id: newId(), ...named, ...rest, nameKey: nameKey(named), createdAt: now() }
  })
  const assignments = files.flatMap(({ id: clientId }) =>
    staff.map(({ id: staffId }) => ({ organizationId, clientId, staffId, since: now() })),
  )
  await inHarbor(async (tx) => {
    await tx.client.createMany({ data: files })
    await tx.assignment.createMany({ data: assignments })
  })
  return files.map(({ id }) => id)
}

/** Who is assigned to a client now. */
export const assignedTo = (clientId: string) =>
  inHarbor(async (tx) =>
    (await tx.assignment.findMany({ where: { clientId, endedAt: null } })).map(({ staffId }) => staffId).sort(),
  )

export const memberRow = (id: string) => inHarbor((tx) => tx.staff.findFirstOrThrow({ where: { id } }))

/** What the audit says of a subject, oldest first. */
export const told = (subjectId: string) =>
  inHarbor(async (tx) => {
    const events = await tx.auditEvent.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })
    return events.map(({ event, details }) => [event, details] as const)
  })

/** Active administrators of Harbor. */
export const administrators = () =>
  inHarbor((tx) => tx.staff.count({ where: { role: 'administrator', state: 'active' } }))
