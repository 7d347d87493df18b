import { accounts, clients, harbor } from '../../prisma/cast.ts'
import { consentText } from '../../src/intakes/electronic-consent.ts'
import { formContent } from '../../src/intakes/form.ts'
import { lockAnswers, lockSignature, type Answers, type Signature } from '../../src/intakes/intake-content.ts'
import { isQuestion } from '../../src/documents/record.ts'
import { now } from '../../src/platform/clock.ts'
import { inOrganization, type Tx } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { minutesAfter } from '../../src/platform/time.ts'

type Person = (typeof clients)[number]

const accountOf = (client: Person) => {
  const account = accounts.find(({ clientId }) => clientId === client.id)
  if (!account) throw new Error('this client has no account')
  return account
}

/** Has an account agree to sign electronically, an hour ago. */
async function consent(tx: Tx, organizationId: string, accountId: string): Promise<void> {
  const given = { sampleOpenedAt: minutesAfter(now(), -61), givenAt: minutesAfter(now(), -60) }
  const { version } = consentText
  await tx.electronicConsent.createMany({
    data: [{ organizationId, accountId, version, number: 1, ...given }],
    skipDuplicates: true,
  })
}

/** A signature as the client makes it, unless told otherwise. */
export const signatureOf = (client: Person, change: Partial<Signature> = {}): Signature => ({
  kind: 'signed',
  reason: null,
  accountId: accountOf(client).id,
  capacity: 'client',
  relationship: null,
  typedName: `${client.firstName} ${client.lastName}`,
  nameDiffersFromFile: false,
  strokes: [[10, 60, 22, 20, 40, 18]],
  signedAt: minutesAfter(now(), -5).toISOString(),
  address: '203.0.113.24',
  browser: 'Test Browser/1.0',
  ...change,
})

interface Signing {
  /** Which of the standard forms, by key; all three unless told. */
  forms?: string[]
  change?: Partial<Signature>
  consented?: boolean
  /** One long answer of each form that asks for one. */
  words?: string
}

/** Puts signed forms into a client's file, ready to be submitted. @returns their ids, in order */
export async function signedIntakes(client: Person, signing: Signing = {}): Promise<string[]> {
  const { forms = ['questionnaire', 'consent', 'notice'], change, consented = true, words = 'A secret worry' } = signing
  const { organizationId } = client
  return inOrganization({ organizationId }, async (tx) => {
    if (consented) await consent(tx, organizationId, accountOf(client).id)
    const versions = await tx.formVersion.findMany({
      where: { form: { key: { in: forms } } },
      include: { form: true },
      orderBy: { form: { position: 'asc' } },
    })
    const ids: string[] = []
    for (const version of versions) {
      const stored = { organizationId, id: newId(), clientId: client.id }
      const content = formContent.parse(version.content)
      const kind = content.ending === 'signature' ? 'signed' : 'acknowledged'
      const long = content.sections.flatMap(({ elements }) => elements.filter(isQuestion)).find(isLong)
      const answers: Answers = long ? { [long.key]: words } : {}
      await tx.intake.create({
        data: {
          ...stored,
          formVersionId: version.id,
          position: version.form.position,
          state: 'signed',
          answers: await lockAnswers(tx, stored, answers),
          signature: await lockSignature(tx, stored, signatureOf(client, { kind, ...change })),
          reached: content.sections.length,
          sentAt: minutesAfter(now(), -120),
          savedAt: minutesAfter(now(), -6),
        },
      })
      ids.push(stored.id)
    }
    return ids
  })
}

const isLong = ({ kind }: { kind: string }) => kind === 'long_answer'

/** All rows of an organization that a test looks at. */
export const inHarbor = <T>(look: (tx: Tx) => Promise<T>): Promise<T> =>
  inOrganization({ organizationId: harbor.id }, look)
