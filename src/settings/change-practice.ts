import { z } from 'zod'
import type { StaffActor } from '../actor.ts'
import { record } from '../audit.ts'
import { RuleBroken } from '../errors.ts'
import { emailAddress, line, lines, optional, phoneNumber, required, tickedBox } from '../fields.ts'
import { inOrganization, type Tx } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { isZone } from '../platform/time.ts'
import { authorize } from '../policy.ts'
import { practiceColourNames } from './practice-colours.ts'
import { setSafetyContact } from './safety-contact.ts'

/** What stands for somebody outside the staff, and for all administrators, in the choice of the safety contact. */
export const OUTSIDE = 'outside'
export const ADMINISTRATORS = 'administrators'

export const practiceProfileForm = z.strictObject({
  name: required(line(120), 'Please enter the name of the practice.'),
  colour: z.enum(practiceColourNames, 'Please choose one of the colours.'),
  postalAddress: required(lines(500), 'Please enter the address of the practice.'),
  phone: required(phoneNumber, 'Please enter the phone number clients may call.'),
  timeZone: line(60).refine(isZone, 'Please choose a time zone.'),
  officeHours: lines(500),
  emergencyText: required(lines(400), 'Please say where somebody in a crisis finds help now.'),
  senderName: required(line(80), 'Please enter the name your mails come from.').refine(
    (name) => !/[<>@"]/.test(name),
    'Please enter a name without < > @ and quotation marks: mail services refuse them.',
  ),
  safetyContact: line(40),
  safetyEmail: optional(emailAddress),
  safetyPhone: optional(phoneNumber),
  asksReason: tickedBox,
  /** What stood in the box when the form was drawn: an older tab does not undo what was decided since. */
  askedReason: tickedBox,
})
export type Profile = z.infer<typeof practiceProfileForm>

/** Changes what both sites, mails and documents say of the practice. Documents that are made stay as they are. */
export async function changePractice(actor: StaffActor, form: Profile): Promise<void> {
  authorize(actor, 'practice.change')
  const { safetyContact: _whom, safetyEmail: _email, safetyPhone: _phone, askedReason, ...typed } = form
  const { organizationId } = actor
  await inOrganization(actor, async (tx) => {
    const contact = await contactOf(tx, form)
    const before = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } })
    const asksReason = form.asksReason === askedReason ? before.asksReason : form.asksReason
    const profile = { ...typed, asksReason }
    await tx.organization.update({ where: { id: organizationId }, data: profile })
    const changed = (Object.keys(profile) as (keyof typeof profile)[]).filter((key) => profile[key] !== before[key])
    const fields: string[] = (await setSafetyContact(tx, organizationId, contact))
      ? [...changed, 'safetyContact']
      : changed
    if (fields.length === 0) return
    const turned = fields.includes('asksReason') ? { asksReason } : {}
    await record(tx, actor, 'practice.changed', organizationId, { fields, ...turned })
  })
}

/** @throws RuleBroken where it is not said whom, or said twice */
async function contactOf(tx: Tx, { safetyContact, safetyEmail, safetyPhone }: Profile) {
  const nobody = { staffId: null, email: null, phone: null }
  if (safetyContact === OUTSIDE) {
    if (!safetyEmail && !safetyPhone)
      throw new RuleBroken('Please enter an e-mail address or a phone number of the safety contact.', 'safetyEmail')
    return { ...nobody, email: safetyEmail, phone: safetyPhone }
  }
  if (safetyEmail || safetyPhone)
    throw new RuleBroken('Please choose “Somebody outside the staff”, or leave their address empty.', 'safetyContact')
  if (safetyContact === ADMINISTRATORS) return nobody
  const where = { id: safetyContact, state: 'active' }
  const member = isId(safetyContact) ? await tx.staff.findFirst({ where, select: { id: true } }) : null
  if (!member) throw new RuleBroken('Please choose who is told when something looks like a crisis.', 'safetyContact')
  return { ...nobody, staffId: member.id }
}
