import { nameKey, writeClientWords } from '../src/clients/client-words.ts'
import { secretPlace } from '../src/credentials/second-factor.ts'
import { installStandardForms } from '../src/intakes/install-standard-forms.ts'
import { now } from '../src/platform/clock.ts'
import { lock } from '../src/platform/data-keys.ts'
import { inOrganization, type Tx } from '../src/platform/database.ts'
import { hashPassword } from '../src/platform/password-hashes.ts'
import { dayFromText } from '../src/platform/time.ts'
import { usEmergencyText } from '../src/settings/emergency-text.ts'
import { beginSubscription } from '../src/subscriptions/subscription.ts'
import { accounts, castPassword, clients, firstSeats, practices, secondFactors, staff } from './cast.ts'

/** Writes the cast, once: a practice that is there already is left as it is. */
export async function seed(): Promise<void> {
  const passwordHash = await hashPassword(castPassword)
  for (const practice of practices) {
    const actor = { kind: 'System', organizationId: practice.id } as const
    await inOrganization(actor, async (tx) => {
      if (await tx.organization.findUnique({ where: { id: practice.id } })) return
      await tx.organization.create({
        data: {
          ...practice,
          ...{ senderName: practice.name, emergencyText: usEmergencyText, asksReason: false },
          ...{ createdAt: now(), secondFactorSince: now(), recoveryKitAt: now() },
        },
      })
      await tx.portalAddress.create({
        data: { address: practice.portalAddress, organizationId: practice.id, since: now() },
      })
      await installStandardForms(tx, practice.id)
      await seedPeople(tx, practice.id, passwordHash)
      for (const { id } of firstSeats.filter(({ organizationId }) => organizationId === practice.id)) {
        await beginSubscription(tx, practice, id)
      }
    })
  }
}

async function seedPeople(tx: Tx, organizationId: string, passwordHash: string): Promise<void> {
  const ours = <T extends { organizationId: string }>(all: T[]) =>
    all.filter((each) => each.organizationId === organizationId)
  const createdAt = now()
  await tx.staff.createMany({
    data: ours(staff).map((each) => ({ ...each, canInvite: false, state: 'active', passwordHash, createdAt })),
  })
  for (const { secret, ...factor } of ours(secondFactors)) {
    const locked = await lock(tx, secretPlace(organizationId, factor.id), secret)
    await tx.secondFactor.create({ data: { ...factor, accountId: null, secret: locked, lastStep: 0, createdAt } })
  }
  for (const { assigned, ...client } of ours(clients)) {
    const dateOfBirth = dayFromText(client.dateOfBirth)
    await tx.client.create({
      data: { ...client, dateOfBirth, discreet: false, state: 'active', nameKey: nameKey(client), createdAt },
    })
    await writeClientWords(tx, organizationId, client.id, client)
    await tx.assignment.createMany({
      data: assigned.map((staffId) => ({ organizationId, clientId: client.id, staffId, since: createdAt })),
    })
  }
  for (const { clientId, ...account } of ours(accounts)) {
    await tx.portalAccount.create({ data: { ...account, state: 'active', passwordHash, createdAt } })
    const rights = ['forms', 'appointments', 'billing', 'messages', 'documents']
    await tx.access.create({
      data: {
        organizationId,
        accountId: account.id,
        clientId,
        kind: 'self',
        relationship: null,
        rights,
        since: createdAt,
      },
    })
  }
}
