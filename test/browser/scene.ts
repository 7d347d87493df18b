import { accounts, ada, elm, harbor, theo } from '../../prisma/cast.ts'
import type { StaffActor } from '../../src/actor.ts'
import { addClient } from '../../src/clients/add-client.ts'
import { clientForm } from '../../src/clients/client-form.ts'
import { consentText } from '../../src/intakes/electronic-consent.ts'
import { now } from '../../src/platform/clock.ts'
import { inOrganization, type Tx } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { minutesAfter } from '../../src/platform/time.ts'
import { newToken } from '../../src/platform/tokens.ts'
import { putInto, sendForm } from '../intakes/sent-forms.ts'
import { addOwing } from '../actors.ts'
import { arrangeWorlds, type Ids } from '../worlds.ts'
import { arrangeStaff } from './staff-scene.ts'

const organizationId = harbor.id
const adas: StaffActor = {
  ...{ kind: 'Administrator', organizationId, staffId: ada.id, name: ada.name },
  ...{ mayInvite: false, hasSeat: false },
}

/** An account at Harbor that nothing was ever sent to. */
export const ned = { email: 'ned@mail.example' }

/** An account at Harbor that has withdrawn its agreement to sign electronically. */
export const wil = { email: 'wil@mail.example' }

/** The rows that pages are looked at with, by name: those of the matrix, and one for each further state. */
export type Scene = Ids & Awaited<ReturnType<typeof arrangeStates>>

export async function arrangeScene(): Promise<Scene> {
  const { harbor: world } = await arrangeWorlds()
  await inOrganization({ organizationId: elm.id }, addOwing)
  return { ...world.ids, ...(await arrangeStates()) }
}

async function arrangeStates() {
  const long = await add({
    ...{ firstName: 'Wilhelmina-Alexandrina', lastName: 'Featherstonehaugh-Cholmondeley-Wriothesley' },
    preferredName: 'Donaudampfschifffahrtsgesellschaft',
    email: 'wilhelmina.alexandrina.featherstonehaugh-cholmondeley@a-very-long-domain-name.mail.example',
    postalAddress:
      'The Old Lighthouse Keeper’s Cottage\n14 Upper Saint Bartholomew’s Embankment Street\nAustin, TX 78702',
  })
  const minor = await add({
    firstName: 'Mina',
    lastName: 'Young',
    dateOfBirth: '2015-05-05',
    email: 'mina@mail.example',
  })
  const withoutAddress = await add({ firstName: 'Noel', lastName: 'Adair' })
  const born = await add({ firstName: 'Bea', lastName: 'Born', dateOfBirth: '1990-02-03', email: 'bea@mail.example' })
  const late = await add({ firstName: 'Lou', lastName: 'Late', email: 'late@mail.example' })
  const unmeant = await add({ firstName: 'Una', lastName: 'Meant', email: 'una@mail.example' })
  const misled = await add({ firstName: 'Mia', lastName: 'Sled', email: 'mia@mail.example' })
  for (let number = 1; number <= 26; number++) await add({ firstName: `Guest ${number}`, lastName: 'Zimmer' })
  const ownerOfNothing = await add({ firstName: 'Ned', lastName: 'Nye', ...ned })
  const onPaper = await add({ firstName: 'Wil', lastName: 'Drew', ...wil })
  await inOrganization({ organizationId }, async (tx) => {
    await addAccount(tx, ownerOfNothing, ned)
    await withdrawn(tx, await addAccount(tx, onPaper, wil))
    await tx.assignment.create({ data: { organizationId, clientId: long, staffId: theo.id, since: now() } })
  })
  const [open, expired, forNobody] = await inOrganization({ organizationId }, async (tx) => [
    await invite(tx, born, 'bea@mail.example', 60),
    await invite(tx, late, 'late@mail.example', -60),
    await invite(tx, unmeant, 'una@mail.example', 60),
  ])
  await inOrganization({ organizationId }, async (tx) => {
    await invite(tx, misled, 'mia@mail.example', 60)
    const refused = { state: 'refused', openEmail: null, endedAt: now() }
    await tx.invitation.updateMany({ where: { clientId: misled }, data: refused })
  })
  return {
    ...{ longId: long, minorId: minor, withoutAddressId: withoutAddress, misledId: misled, onPaperId: onPaper },
    ...{ openToken: open, expiredToken: expired, unmeantToken: forNobody },
    ...(await arrangeStaff()),
    consentId: await sendForm('consent'),
    noticeId: await sendForm('notice'),
    ...{ readId: await readThrough(await sendForm('questionnaire')), paperId: await ended('paper') },
    ...{ submittedId: await ended('submitted'), revokedId: await ended('revoked') },
  }
}

/** Adds a client as an administrator does. */
const add = (file: Record<string, string>) => addClient(adas, clientForm.parse(file))

/** An account with the password of the cast. */
async function addAccount(tx: Tx, clientId: string, { email }: { email: string }): Promise<string> {
  const { passwordHash } = await tx.portalAccount.findFirstOrThrow({ where: { id: accounts[0]!.id } })
  const account = { organizationId, id: newId(), email, state: 'active', passwordHash, createdAt: now() }
  await tx.portalAccount.create({ data: account })
  const rights = ['forms', 'documents']
  const access = { organizationId, accountId: account.id, clientId, kind: 'self', rights, since: now() }
  await tx.access.create({ data: access })
  return account.id
}

/** An agreement that was given and withdrawn. */
async function withdrawn(tx: Tx, accountId: string): Promise<void> {
  const times = { sampleOpenedAt: minutesAfter(now(), -62), givenAt: minutesAfter(now(), -61), withdrawnAt: now() }
  const { version } = consentText
  await tx.electronicConsent.create({ data: { organizationId, accountId, version, number: 1, ...times } })
}

/** An invitation that ends in so many minutes. @returns its link's secret */
async function invite(tx: Tx, clientId: string, email: string, minutes: number): Promise<string> {
  const { token, hash: tokenHash } = newToken()
  const row = { organizationId, clientId, id: newId(), invitedById: ada.id, email, openEmail: email, state: 'open' }
  const terms = { holder: 'client', signer: 'client', message: new Uint8Array(), birthDateTries: 0, tokenHash }
  await tx.invitation.create({
    data: { ...row, ...terms, createdAt: now(), expiresAt: minutesAfter(now(), minutes) },
  })
  return token
}

/** A form of Omar's, all pages of which were passed. */
async function readThrough(id: string): Promise<string> {
  const where = { organizationId_id: { organizationId, id } }
  const data = { state: 'in_progress', reached: 10, savedAt: now() }
  await inOrganization({ organizationId }, (tx) => tx.intake.update({ where, data }))
  return id
}

/** A form of Omar's that ended so. */
async function ended(state: string): Promise<string> {
  const id = await sendForm('consent')
  await putInto(id, state)
  return id
}
