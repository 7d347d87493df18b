import type { StaffActor } from '../actor.ts'
import { now } from '../platform/clock.ts'
import { inOrganization } from '../platform/database.ts'
import { senderAddress } from '../platform/mail.ts'
import { timeZones } from '../platform/time.ts'
import { authorize } from '../policy.ts'
import { unsent, type FormState } from '../web/submit.ts'
import { ADMINISTRATORS, OUTSIDE } from './change-practice.ts'
import { practiceColours } from './practice-colours.ts'
import { safetyContactOf } from './safety-contact.ts'

/** Organization > Practice: the form, what can be chosen in it, and how mails and the emergency text look. */
export interface PracticePage {
  form: FormState
  colours: { name: string; words: string }[]
  zones: Option[]
  contacts: Option[]
  sender: string
  now: Date
}

interface Option {
  value: string
  words: string
}

/** @param typed what was sent and refused, to be shown again */
export async function practicePage(actor: StaffActor, typed?: FormState): Promise<PracticePage> {
  authorize(actor, 'practice.change')
  const { practice, contact, staff } = await inOrganization(actor, async (tx) => ({
    practice: await tx.organization.findUniqueOrThrow({ where: { id: actor.organizationId } }),
    contact: await safetyContactOf(tx),
    staff: await tx.staff.findMany({
      where: { state: 'active' },
      select: { id: true, name: true },
      orderBy: { name: 'asc' },
    }),
  }))
  const { name, colour, postalAddress, phone, timeZone, officeHours, emergencyText, senderName } = practice
  const named = contact?.staff?.state === 'active' ? contact.staffId : null
  const form = unsent({
    ...{ name, colour, postalAddress, phone, timeZone, officeHours, emergencyText, senderName },
    ...{ safetyEmail: contact?.email, safetyPhone: contact?.phone },
    asksReason: practice.asksReason ? 'on' : '',
    askedReason: practice.asksReason ? 'on' : '',
    safetyContact: named ?? (contact?.email || contact?.phone ? OUTSIDE : ADMINISTRATORS),
  })
  return {
    form: typed ?? form,
    colours: Object.entries(practiceColours).map(([key, { words }]) => ({ name: key, words })),
    zones: timeZones.map((zone) => ({ value: zone, words: zone.replaceAll('_', ' ') })),
    contacts: [
      { value: ADMINISTRATORS, words: 'All administrators' },
      ...staff.map((member) => ({ value: member.id, words: member.name })),
      { value: OUTSIDE, words: 'Somebody outside the staff' },
    ],
    sender: `${senderName} <${senderAddress()}>`,
    now: now(),
  }
}
