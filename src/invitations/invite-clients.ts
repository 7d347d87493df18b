import { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { shownName } from '../clients/client-words.ts'
import { isMinor } from '../clients/client-page.ts'
import { holdClients } from '../clients/queries.ts'
import { RuleBroken } from '../errors.ts'
import { line, lines, optional, required, tickedBox, tickedBoxes } from '../fields.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { authorize } from '../policy.ts'
import { openInvitations } from './open-invitations.ts'
import { invitableClients, latestVersions, type Invitable } from './queries.ts'
import { placeholders, unknownPlaceholders } from './rules.ts'
import { saveMessage } from './saved-message.ts'
import { sendForms } from './send-forms.ts'

/** At most a page of clients at once, so that one transaction holds them all or none. */
const AT_ONCE = 50

const known = placeholders.map((name) => `{${name}}`).join(', ')
const messageField = required(lines(5000), 'Please write a message.').superRefine((text, context) => {
  const [unknown] = unknownPlaceholders(text)
  if (unknown) context.addIssue({ code: 'custom', message: `${unknown} is not known; you can use ${known}.` })
})

const tickedClients = tickedBoxes(line(36)).refine((ids) => ids.length > 0, 'Tick at least one client.')

/** Who was ticked on Manage Clients; whoever comes back from the preview brings the rest along. */
export const draftForm = z.looseObject({ clients: tickedClients })

export const invitationForm = z.strictObject({
  clients: tickedClients,
  message: messageField,
  forms: tickedBoxes(line(36)),
  remember: tickedBox,
  holder: z.enum(['client', 'representative']).optional(),
  signer: z.enum(['client', 'representative']).optional(),
  holderName: optional(line(200)),
  holderRelationship: optional(line(100)),
})
export type InvitationForm = z.infer<typeof invitationForm>

/** Who will hold the account and who signs; an adult client does both. */
function holderOf(form: InvitationForm, minor: Invitable | undefined) {
  if (!minor) return { holder: 'client', signer: 'client', holderName: null, holderRelationship: null }
  const { holder, signer, holderName, holderRelationship } = form
  if (!holder) throw new RuleBroken('Please say who will hold the account.', 'holder')
  if (!signer) throw new RuleBroken('Please say who signs the forms.', 'signer')
  const named = holder === 'representative' || signer === 'representative'
  if (named && !holderName)
    throw new RuleBroken('Please enter the name of the parent, guardian or representative.', 'holderName')
  if (named && !holderRelationship)
    throw new RuleBroken('Please enter what they are to the client.', 'holderRelationship')
  return { holder, signer, holderName, holderRelationship }
}

/** Checks everything an invitation needs, before anything is written. @throws RuleBroken */
export async function checkInvitation(tx: Tx, actor: StaffActor, form: InvitationForm, timeZone: string) {
  if (form.clients.length > AT_ONCE) throw new RuleBroken(`Please tick at most ${AT_ONCE} clients at once.`, 'clients')
  const clients = await invitableClients(tx, actor, form.clients)
  const refused = clients.find((client) => client.refusal)
  if (refused?.refusal) throw new RuleBroken(refused.refusal, 'clients')
  const shared = clients.find((client, index) => clients.findIndex((other) => other.email === client.email) < index)
  if (shared)
    throw new RuleBroken(
      `Two of these clients have the address ${shared.email}. One address is one portal account: please give ${shownName(shared)} another one.`,
      'clients',
    )
  const minor = clients.find((client) => isMinor(client.dateOfBirth, timeZone))
  if (minor && clients.length > 1) {
    throw new RuleBroken(
      `${shownName(minor)} is under 18. Please invite ${shownName(minor)} alone, so that you can say who holds the account.`,
      'clients',
    )
  }
  const versions = await latestVersions(tx, form.forms)
  if (versions.length !== form.forms.length)
    throw new RuleBroken('One of these forms is not here any more. Please tick again.', 'forms')
  return { clients, versions, holder: holderOf(form, minor) }
}

/**
 * Invites clients: one mail, one link and the chosen forms for each. An earlier open invitation is superseded, so that
 * only the newest link works. All of them or, if one is refused, none.
 */
export async function inviteClients(actor: StaffActor, form: InvitationForm, timeZone: string): Promise<number> {
  authorize(actor, 'client.invite')
  return inOrganization(actor, async (tx) => {
    await holdClients(tx, form.clients)
    const { clients, versions, holder } = await checkInvitation(tx, actor, form, timeZone)
    const invitations = await openInvitations(tx, actor, clients, { ...holder, message: form.message })
    await sendForms(tx, invitations, versions)
    if (form.remember) await saveMessage(tx, actor, form.message)
    return clients.length
  })
}
