import type { PortalClient } from '../actor.ts'
import { record } from '../audit.ts'
import { NotFound } from '../errors.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { authorize, type FileAction } from '../policy.ts'
import { formsInOrder, placeOf } from './form-order.ts'
import { answersOf, intakeInReach, signatureOf, type IntakeInReach } from './intake-content.ts'
import { afterAction } from './rules.ts'

type FormAction = Extract<FileAction, `intake.${string}`>

/** A form as its pages show it, to the client it was sent to. */
export async function formToRead(actor: PortalClient, action: FormAction, id: string) {
  return inOrganization(actor, async (tx) => {
    const intake = authorize(actor, action, await intakeInReach(tx, actor, id))
    return opened(tx, actor, intake)
  })
}

/**
 * The same where a page of the form itself is shown: the first time, the practice sees that it was opened.
 * @param section which of its pages, 1-based @throws NotFound where the form has none of that number
 */
export async function openForm(actor: PortalClient, action: FormAction, id: string, section = 1) {
  return inOrganization(actor, async (tx) => {
    const intake = authorize(actor, action, await intakeInReach(tx, actor, id))
    if (!intake.content.sections[section - 1]) throw new NotFound()
    if (intake.state !== 'sent') return opened(tx, actor, intake)
    const { organizationId } = actor
    const state = afterAction(intake.state, 'view')
    const { count } = await tx.intake.updateMany({ where: { organizationId, id, state: 'sent' }, data: { state } })
    if (count) await record(tx, actor, 'intake.viewed', id)
    return opened(tx, actor, { ...intake, state })
  })
}

async function opened(tx: Tx, actor: PortalClient, intake: IntakeInReach) {
  const { id, state, reached, savedAt, submittedAt, content, client } = intake
  const { publishedAt } = intake.formVersion
  return {
    ...{ id, state, reached, savedAt, submittedAt, content, publishedAt, title: content.title },
    sentFor: intake.invitation?.signer,
    legalName: `${client.firstName} ${client.lastName}`,
    place: placeOf(await formsInOrder(tx, actor), id),
    answers: await answersOf(tx, intake),
    signature: await signatureOf(tx, intake),
  }
}

export type OpenedForm = Awaited<ReturnType<typeof openForm>>
