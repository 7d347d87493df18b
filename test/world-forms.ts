import { accounts, cleo, max, omar } from '../prisma/cast.ts'
import type { PortalClient } from '../src/actor.ts'
import { renderDocument } from '../src/documents/render-document.ts'
import { submitIntakes } from '../src/documents/submit-intakes.ts'
import { consentText } from '../src/intakes/electronic-consent.ts'
import { lockAnswers, lockSignature } from '../src/intakes/intake-content.ts'
import { now } from '../src/platform/clock.ts'
import { inOrganization, type Tx } from '../src/platform/database.ts'
import { newId } from '../src/platform/ids.ts'
import { minutesAfter } from '../src/platform/time.ts'
import { signatureOf } from './documents/signed-intakes.ts'

type Person = typeof cleo | typeof omar | typeof max

/** The account of a client of the cast. */
export function accountOf({ id: clientId }: Person): PortalClient {
  const { id: accountId, organizationId, email } = accounts.find((account) => account.clientId === clientId)!
  return { kind: 'PortalClient', organizationId, accountId, email }
}

/** Gives a client of the cast an account that nobody signs in to. */
export async function addAccount({ id: clientId, organizationId, email }: Person): Promise<PortalClient> {
  const accountId = newId()
  const terms = { kind: 'self', relationship: null, rights: ['forms', 'documents'], since: now() }
  await inOrganization({ organizationId }, async (tx) => {
    const row = { organizationId, id: accountId, email, state: 'active', passwordHash: '', createdAt: now() }
    await tx.portalAccount.create({ data: row })
    await tx.access.create({ data: { organizationId, accountId, clientId, ...terms } })
  })
  return { kind: 'PortalClient', organizationId, accountId, email }
}

/** Sends a client three forms: one submitted and made into a document, one to fill in, one signed. */
export async function forms(client: Person, account: PortalClient) {
  const { organizationId } = client
  const given = { sampleOpenedAt: minutesAfter(now(), -61), givenAt: minutesAfter(now(), -60) }
  await inOrganization(account, (tx) =>
    tx.electronicConsent.create({
      data: { organizationId, accountId: account.accountId, version: consentText.version, number: 1, ...given },
    }),
  )
  await signedForm(account, client.id, 'consent')
  await submitIntakes(account)
  const document = await inOrganization(account, (tx) =>
    tx.document.findFirstOrThrow({ where: { clientId: client.id }, select: { id: true } }),
  )
  await renderDocument({ organizationId, id: document.id })
  const intake = await inOrganization(account, (tx) => addIntake(tx, client.organizationId, client.id, 'questionnaire'))
  return { document: document.id, intake: intake.id, signed: await signedForm(account, client.id, 'notice') }
}

/** A form that waits, as an invitation sends it. */
async function addIntake(tx: Tx, organizationId: string, clientId: string, key: string) {
  const version = await tx.formVersion.findFirstOrThrow({ where: { form: { key } }, select: { id: true } })
  const row = { organizationId, id: newId(), clientId, formVersionId: version.id, position: 0 }
  return tx.intake.create({ data: { ...row, state: 'sent', reached: 0, sentAt: minutesAfter(now(), -90) } })
}

/** A form an account has signed and not yet sent. @returns its id */
export async function signedForm(account: PortalClient, clientId: string, key: string): Promise<string> {
  return inOrganization(account, async (tx) => {
    const { organizationId } = account
    const intake = await addIntake(tx, organizationId, clientId, key)
    const kind = key === 'notice' ? 'acknowledged' : 'signed'
    const signature = signatureOf(omar, { kind, accountId: account.accountId, typedName: 'Signed Name' })
    await tx.intake.update({
      where: { organizationId_id: { organizationId, id: intake.id } },
      data: {
        ...{ state: 'signed', reached: 20, savedAt: minutesAfter(now(), -6) },
        answers: await lockAnswers(tx, intake, {}),
        signature: await lockSignature(tx, intake, signature),
      },
    })
    return intake.id
  })
}
