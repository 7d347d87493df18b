import { ada, cleo, elm, eve, harbor, max, nia, omar, theo } from '../prisma/cast.ts'
import type { PortalClient } from '../src/actor.ts'
import { nameKey } from '../src/clients/client-words.ts'
import { now } from '../src/platform/clock.ts'
import { inOrganization, type Tx } from '../src/platform/database.ts'
import { newId } from '../src/platform/ids.ts'
import { minutesAfter } from '../src/platform/time.ts'
import { newToken } from '../src/platform/tokens.ts'
import { seatingOf } from '../src/subscriptions/check-seating.ts'
import type { Seating } from '../src/subscriptions/seating.ts'
import { subscriptionOf } from '../src/subscriptions/subscription.ts'
import { accountOf, addAccount, forms } from './world-forms.ts'

/** The rows of a practice that requests name. A new kind of id gets one line here and one where a world is made. */
export interface Ids {
  /** A client's file: Cleo's, Max's. */
  clientId: string
  staffId: string
  /** Somebody on the staff who can be changed, and somebody who has left. */
  memberId: string
  formerId: string
  /** A client with an address and no account. */
  inviteeId: string
  formId: string
  invitationToken: string
  /** An open invitation to the staff, opened already. */
  staffInvitationId: string
  staffInvitationToken: string
  /** A submitted form in the client's file, as staff read it. */
  documentId: string
  /** A form that waits for that client, which staff may print. */
  waitingId: string
  /** What belongs to a portal account, Omar's or Max's: a form to fill in, a signed one, a submitted one. */
  intakeId: string
  signedId: string
  ownDocumentId: string
  /** One more signed-in browser of everybody in the practice. */
  handle: string
  /** Links for a new password: of a staff member, of a portal account. */
  staffPasswordToken: string
  passwordToken: string
}

/** A practice as the examples know it: the ids are swapped by the tests, the rest is never an id. */
export interface World {
  ids: Ids
  practice: string
  client: { firstName: string; lastName: string; email: string }
  staffEmail: string
  account: PortalClient
  /** Who has a seat, as the list of the Subscription page is drawn from. */
  seating: Seating
}

export interface Worlds {
  harbor: World
  elm: World
  /** Rows of Harbor that are neither within Theo's reach nor Omar's own. */
  neighbours: Ids
}

/** Writes what the examples need beyond the cast, and tells the ids. */
export async function arrangeWorlds(): Promise<Worlds> {
  // Cleo's file is in reach of Theo, Ada and Ofra; what belongs to a portal account is Omar's
  const cleos = await forms(cleo, await addAccount(cleo))
  const omars = await forms(omar, accountOf(omar))
  const maxs = await forms(max, accountOf(max))
  const harborWorld = {
    ...(await common(harbor, ada, accountOf(omar))),
    client: cleo,
  }
  const elmWorld = { ...(await common(elm, eve, accountOf(max))), client: max }
  const harborIds = {
    ...harborWorld.ids,
    clientId: cleo.id,
    staffId: theo.id,
    documentId: cleos.document,
    waitingId: cleos.intake,
    ...own(omars),
  }
  return {
    harbor: { ...harborWorld, ids: harborIds },
    elm: {
      ...elmWorld,
      ids: {
        ...elmWorld.ids,
        clientId: max.id,
        staffId: eve.id,
        documentId: maxs.document,
        waitingId: maxs.intake,
        ...own(maxs),
      },
    },
    neighbours: {
      ...{ ...harborIds, clientId: omar.id, staffId: nia.id, documentId: omars.document, waitingId: omars.intake },
      ...own(cleos),
    },
  }
}

const own = ({ intake, signed, document }: Awaited<ReturnType<typeof forms>>) => ({
  intakeId: intake,
  signedId: signed,
  ownDocumentId: document,
})

/** What a world holds whoever its clients are. */
async function common(practice: typeof harbor, admin: typeof ada, account: PortalClient) {
  const { id: organizationId, portalAddress } = practice
  const ids = await inOrganization({ organizationId }, async (tx) => {
    const invitee = await addClient(tx, organizationId, 'Ira')
    const invited = await addClient(tx, organizationId, 'Ida')
    const { id: formId } = await tx.form.findFirstOrThrow({ where: { key: 'consent' } })
    const hired = await addStaffInvitation(tx, admin)
    const members = {
      memberId: await addMember(tx, admin, 'active'),
      formerId: await addMember(tx, admin, 'deactivated'),
    }
    return {
      ...{ inviteeId: invitee.id, formId, handle: newId(), ...hired, ...members },
      invitationToken: await addInvitation(tx, invited, admin.id),
      // of somebody nobody asks as: the sessions of an account end with its password
      staffPasswordToken: await addPasswordLink(tx, { staffId: await addColleague(tx, admin.id), accountId: null }),
      passwordToken: await addPasswordLink(tx, { staffId: null, accountId: await addBystander(tx, account) }),
    }
  })
  return { ids, practice: portalAddress, staffEmail: admin.email, account, seating: await seatingAt(organizationId) }
}

/** Who has a seat at a practice now. */
export const seatingAt = (organizationId: string): Promise<Seating> =>
  inOrganization({ organizationId }, async (tx) => seatingOf(await subscriptionOf(tx, { organizationId })))

/** A client without an account; the last name tells the practice. */
async function addClient(tx: Tx, organizationId: string, firstName: string) {
  const lastName = organizationId === elm.id ? 'Elmsford' : 'Harborough'
  const email = `${firstName}.${lastName}@mail.example`.toLowerCase()
  const file = { firstName, lastName, email, preferredName: null, dateOfBirth: null, phone: null, postalAddress: null }
  const row = { organizationId, id: newId(), ...file, discreet: false, state: 'active', nameKey: nameKey(file) }
  await tx.client.create({ data: { ...row, createdAt: now() } })
  return row
}

/** An open invitation. @returns its link's secret */
async function addInvitation(
  tx: Tx,
  { organizationId, id: clientId, email }: { organizationId: string; id: string; email: string },
  invitedById: string,
): Promise<string> {
  const { token, hash: tokenHash } = newToken()
  const row = { organizationId, clientId, id: newId(), invitedById, email, openEmail: email, state: 'open', tokenHash }
  const terms = { holder: 'client', signer: 'client', message: new Uint8Array(), birthDateTries: 0 }
  const dates = { createdAt: now(), expiresAt: minutesAfter(now(), 60) }
  await tx.invitation.create({ data: { ...row, ...terms, ...dates } })
  return token
}

/** Another staff member. */
async function addColleague(tx: Tx, likeId: string): Promise<string> {
  const row = await tx.staff.findFirstOrThrow({ where: { id: likeId } })
  const id = newId()
  await tx.staff.create({ data: { ...row, id, email: `${id}@staff.example`, name: 'Quiet Colleague', role: 'office' } })
  return id
}

/** Another portal account, which opens no file. */
async function addBystander(tx: Tx, account: PortalClient): Promise<string> {
  const row = await tx.portalAccount.findFirstOrThrow({ where: { id: account.accountId } })
  const id = newId()
  await tx.portalAccount.create({ data: { ...row, id, email: `${id}@mail.example` } })
  return id
}

/** An open link for a new password. @returns its secret */
async function addPasswordLink(tx: Tx, whose: { staffId: string | null; accountId: string | null }): Promise<string> {
  const { id: organizationId } = await tx.organization.findFirstOrThrow({ select: { id: true } })
  const { token, hash: tokenHash } = newToken()
  const row = { organizationId, id: newId(), ...whose, purpose: 'reset', state: 'open', tokenHash }
  await tx.passwordLink.create({ data: { ...row, createdAt: now(), expiresAt: minutesAfter(now(), 60) } })
  return token
}

/** Opens the links for new passwords of a practice again. */
export async function openLinksAnew(world: World): Promise<World> {
  const { organizationId } = world.account
  await inOrganization({ organizationId }, (tx) =>
    tx.passwordLink.updateMany({ data: { state: 'open', endedAt: null } }),
  )
  return world
}

/** An open invitation to the staff, whose link was opened before. @returns its id and its link's secret */
async function addStaffInvitation(tx: Tx, { organizationId, id: invitedById }: typeof ada) {
  const { token, hash: tokenHash } = newToken()
  const email = `hired.${newId()}@mail.example`
  const row = { organizationId, id: newId(), invitedById, email, openEmail: email, state: 'open', tokenHash }
  const offer = { name: 'Hana Hired', role: 'therapist', seesClients: true }
  const dates = { createdAt: now(), openedAt: now(), expiresAt: minutesAfter(now(), 60) }
  await tx.staffInvitation.create({ data: { ...row, ...offer, ...dates } })
  return { staffInvitationId: row.id, staffInvitationToken: token }
}

const adminOf = ({ practice }: World) => (practice === elm.portalAddress ? eve : ada)

/** The same world with one more open invitation to the staff. */
export async function staffInvitedAnew(world: World): Promise<World> {
  const admin = adminOf(world)
  const invitation = await inOrganization(admin, (tx) => addStaffInvitation(tx, admin))
  return { ...world, ids: { ...world.ids, ...invitation } }
}

/** A therapist who signs in nowhere; the last name tells the practice. */
async function addMember(tx: Tx, { organizationId }: typeof ada, state: string): Promise<string> {
  const name = organizationId === elm.id ? 'Mo Elmsford' : 'Mo Harborough'
  const row = { organizationId, id: newId(), email: `mo.${newId()}@mail.example`, name, state, passwordHash: '' }
  await tx.staff.create({ data: { ...row, role: 'therapist', seesClients: true, canInvite: false, createdAt: now() } })
  return row.id
}

/** The same world with one more member of the staff who can be changed, and one more who has left. */
export async function membersAnew(world: World): Promise<World> {
  const admin = adminOf(world)
  const ids = await inOrganization(admin, async (tx) => ({
    memberId: await addMember(tx, admin, 'active'),
    formerId: await addMember(tx, admin, 'deactivated'),
  }))
  return { ...world, ids: { ...world.ids, ...ids } }
}
