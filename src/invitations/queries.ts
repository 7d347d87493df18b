import type { StaffActor } from '../actor.ts'
import { shownName } from '../clients/client-words.ts'
import { isMinor } from '../clients/client-page.ts'
import { NotFound } from '../errors.ts'
import { now } from '../platform/clock.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { authorize, clientsVisibleTo } from '../policy.ts'
import { startingMessage } from './saved-message.ts'

const select = {
  organizationId: true,
  id: true,
  firstName: true,
  lastName: true,
  preferredName: true,
  dateOfBirth: true,
  discreet: true,
  state: true,
  email: true,
} as const

/** A client who was ticked, and in one sentence why they cannot be invited, or null. */
export type Invitable = Awaited<ReturnType<typeof invitableClients>>[number]

/** The ticked clients within reach, each with what stands in the way. @throws NotFound if one is not within reach */
export async function invitableClients(tx: Tx, actor: StaffActor, ids: string[]) {
  const wanted = [...new Set(ids)]
  if (!wanted.every(isId)) throw new NotFound()
  const found = await tx.client.findMany({
    where: { AND: [{ id: { in: wanted } }, clientsVisibleTo(actor)] },
    select,
    orderBy: { nameKey: 'asc' },
  })
  if (found.length !== wanted.length) throw new NotFound()
  const emails = found.flatMap((client) => client.email ?? [])
  const taken = await tx.portalAccount.findMany({ where: { email: { in: emails } }, select: { email: true } })
  const accounts = new Set(taken.map((account) => account.email))
  const holders = await tx.access.findMany({
    where: { clientId: { in: wanted }, endsAt: null },
    select: { clientId: true },
  })
  const active = new Set(holders.map((access) => access.clientId))
  const elsewhere = await tx.invitation.findMany({
    where: { openEmail: { in: emails }, expiresAt: { gt: now() } },
    select: { openEmail: true, clientId: true },
  })
  return found.map((client) => {
    const others = elsewhere.some((each) => each.openEmail === client.email && each.clientId !== client.id)
    const refusal = whyNot(client, active.has(client.id), accounts.has(client.email ?? ''), others)
    return { ...client, email: client.email ?? '', refusal }
  })
}

function whyNot(
  client: { email: string | null; state: string; firstName: string; lastName: string; preferredName: string | null },
  active: boolean,
  taken: boolean,
  invited: boolean,
): string | null {
  const name = shownName(client)
  if (client.state !== 'active') return `${name} is archived. Please take the file back first.`
  if (!client.email) return `${name} has no e-mail address on file. Please add one on Client Details.`
  if (active) return `${name} has a portal account already. Please send the login link instead.`
  if (taken)
    return `The address of ${name} already opens another client’s portal. One address is one account: please enter another address on Client Details.`
  if (invited)
    return `The address of ${name} has an open invitation for another client. One address is one account: please enter another address on Client Details.`
  return null
}

/** The newest version of each form asked for, in the order of the Intake Forms tab. */
export async function latestVersions(tx: Tx, formIds: string[]) {
  const forms = await tx.form.findMany({
    where: { id: { in: formIds.filter(isId) } },
    orderBy: { position: 'asc' },
    select: { position: true, versions: { orderBy: { version: 'desc' }, take: 1, select: { id: true, title: true } } },
  })
  return forms.flatMap(({ position, versions }) => versions.map((version) => ({ ...version, position })))
}

/** The page on which an invitation is written: who gets it, what it starts with, the forms there are. */
export async function invitationDraft(actor: StaffActor, ids: string[], timeZone: string) {
  authorize(actor, 'client.invite')
  return inOrganization(actor, async (tx) => {
    const clients = await invitableClients(tx, actor, ids)
    return {
      clients: clients.map((client) => ({
        id: client.id,
        name: shownName(client),
        email: client.email,
        refusal: client.refusal,
      })),
      minor: clients.some((client) => isMinor(client.dateOfBirth, timeZone)),
      message: await startingMessage(tx, actor),
      forms: await tx.form.findMany({
        orderBy: { position: 'asc' },
        select: { id: true, versions: { orderBy: { version: 'desc' }, take: 1, select: { title: true } } },
      }),
    }
  })
}
