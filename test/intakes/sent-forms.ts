import { accounts, harbor, omar } from '../../prisma/cast.ts'
import { answersOf, lockSignature, signatureOf, type Signature } from '../../src/intakes/intake-content.ts'
import { now } from '../../src/platform/clock.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Browser } from '../browser.ts'

interface Client {
  id: string
  organizationId: string
}
export type FormKey = 'questionnaire' | 'consent' | 'notice'

/** Sends forms to a client as an invitation would, in this order. @returns the id of each */
export async function sendForms(client: Client, ...keys: FormKey[]): Promise<string[]> {
  const { organizationId } = client
  return inOrganization({ organizationId }, async (tx) => {
    const ids = []
    for (const [position, key] of keys.entries()) {
      const version = await tx.formVersion.findFirstOrThrow({ where: { form: { key } } })
      const id = newId()
      await tx.intake.create({
        data: {
          ...{ organizationId, id, position, clientId: client.id, formVersionId: version.id },
          ...{ state: 'sent', reached: 0, sentAt: now() },
        },
      })
      ids.push(id)
    }
    return ids
  })
}

export const sendForm = async (key: FormKey, client: Client = omar): Promise<string> =>
  (await sendForms(client, key))[0]!

/** The stored form, opened: its row, answers and signature. */
export async function storedForm(id: string, organizationId = harbor.id) {
  return inOrganization({ organizationId }, async (tx) => {
    const intake = await tx.intake.findUniqueOrThrow({ where: { organizationId_id: { organizationId, id } } })
    return { ...intake, answers: await answersOf(tx, intake), signature: await signatureOf(tx, intake) }
  })
}

/** The names of the events about one subject, oldest first. */
export async function eventsAbout(subjectId: string, organizationId = harbor.id): Promise<string[]> {
  return inOrganization({ organizationId }, async (tx) => {
    const events = await tx.auditEvent.findMany({ where: { subjectId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })
    return events.map(({ event }) => event)
  })
}

/** Puts a form into a state of its life, as if it had come there. */
export async function putInto(id: string, state: string, organizationId = harbor.id): Promise<void> {
  const where = { organizationId_id: { organizationId, id } }
  await inOrganization({ organizationId }, async (tx) => {
    const isSigned = state === 'signed' || state === 'submitted'
    const intake = await tx.intake.findUniqueOrThrow({ where })
    const signature = isSigned ? await lockSignature(tx, intake, omarsSignature) : null
    await tx.intake.update({ where, data: { state, signature, submittedAt: state === 'submitted' ? now() : null } })
  })
}

const omarsSignature: Signature = {
  ...{ kind: 'signed', reason: null, accountId: accounts[0]!.id, capacity: 'client', relationship: null },
  ...{ typedName: 'Omar Haddad', nameDiffersFromFile: false, strokes: null, signedAt: '2026-11-23T16:42:00.000Z' },
  ...{ address: '203.0.113.7', browser: 'Test Browser/1.0' },
}

export const base = '/portal/harbor'
export const section = (id: string, number: number) => `${base}/forms/${id}/sections/${number}`

/** The three answers the questionnaire needs, by section, and nothing for the others. */
const needed: Record<number, Record<string, string>> = {
  1: { full_name: 'Omar Haddad' },
  2: { phone: '512 555 0132' },
  3: { reasons: 'I would like to talk about it.' },
}

/** Finishes every section of the questionnaire with what it needs. */
export async function fillQuestionnaire(browser: Browser, id: string): Promise<void> {
  for (let number = 1; number <= 10; number++) {
    const answer = await browser.post(section(id, number), { ...needed[number], go: 'next' })
    if (answer.status !== 303) throw new Error(`section ${number}: ${answer.status}`)
  }
}

/** Opens the sample and agrees to sign electronically. */
export async function agree(browser: Browser): Promise<void> {
  await browser.post(`${base}/electronic-signing/sample`)
  await browser.post(`${base}/electronic-signing`, { agree: 'on' })
}
