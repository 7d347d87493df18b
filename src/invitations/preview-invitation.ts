import type { StaffActor } from '../actor.ts'
import { inOrganization } from '../platform/database.ts'
import { now } from '../platform/clock.ts'
import { linkTo, senderAddress } from '../platform/mail.ts'
import { minutesAfter } from '../platform/time.ts'
import { authorize } from '../policy.ts'
import { portalPath } from '../portal-path.ts'
import type { Practice } from '../settings/practice.ts'
import { checkInvitation, type InvitationForm } from './invite-clients.ts'
import { invitationText } from './mail.ts'
import { INVITATION_DAYS, speaksOfForms, wordsOfHealth } from './rules.ts'

/** Exactly what each ticked client will get, before it is sent; the same checks as sending. */
export async function previewInvitation(actor: StaffActor, form: InvitationForm, practice: Practice) {
  authorize(actor, 'client.invite')
  return inOrganization(actor, async (tx) => {
    const { clients, versions } = await checkInvitation(tx, actor, form, practice.timeZone)
    const mails = clients.map((client) => ({
      to: client.email,
      ...invitationText({
        client,
        staffName: actor.name,
        practice,
        message: form.message,
        expiresAt: minutesAfter(now(), INVITATION_DAYS * 24 * 60),
        href: linkTo(`${portalPath(practice)}/invitation?key=...`),
      }),
    }))
    return {
      mails: mails.map((mail) => ({ ...mail, from: `${mail.fromName} <${senderAddress()}>` })),
      forms: versions.map((version) => version.title),
      promisesForms: versions.length === 0 && speaksOfForms(form.message),
      healthWords: wordsOfHealth(form.message, practice.name),
    }
  })
}
