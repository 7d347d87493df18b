import { z } from 'zod'
import type { Checked } from '../credentials/check-sign-in.ts'
import type { Visitor } from '../actor.ts'
import { record } from '../audit.ts'
import { NotFound, RuleBroken } from '../errors.ts'
import { emailAddress, line, lines, phoneNumber, required } from '../fields.ts'
import { installStandardForms } from '../intakes/install-standard-forms.ts'
import { now } from '../platform/clock.ts'
import { atEntry, inOrganization } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { hashPassword } from '../platform/password-hashes.ts'
import { passwordProblem } from '../platform/passwords.ts'
import { isZone } from '../platform/time.ts'
import { authorize } from '../policy.ts'
import { usEmergencyText } from '../settings/emergency-text.ts'
import { beginSubscription } from '../subscriptions/subscription.ts'
import type { OneTimeCode } from './one-time-code.ts'

export const practiceForm = z.strictObject({
  code: required(line(40), 'Please enter the code from the server’s log.'),
  practiceName: required(line(120), 'Please enter the name of the practice.'),
  portalAddress: line(40).pipe(
    z
      .string()
      .regex(
        /^[a-z][a-z0-9-]{1,38}[a-z0-9]$/,
        'Please use 3 to 40 small letters, digits and hyphens, beginning with a letter.',
      ),
  ),
  timeZone: line(60).refine(isZone, 'Please choose a time zone.'),
  phone: required(phoneNumber, 'Please enter the phone number clients may call.'),
  postalAddress: required(lines(500), 'Please enter the address of the practice.'),
  name: required(line(120), 'Please enter your name.'),
  email: required(emailAddress, 'Please enter your e-mail address.'),
  password: required(line(1000), 'Please choose a password.'),
  seesClients: z.enum(['yes', 'no'], 'Please say whether you see clients yourself.'),
})

/** Whether there is no practice yet: the first-run page exists only then. */
export const nothingSetUp = async (): Promise<boolean> =>
  (await atEntry((tx) => tx.organization.findFirst({ select: { id: true } }))) === null

/** The page is gone for good once there is a practice. @throws NotFound */
export async function maySetUp(actor: Visitor): Promise<void> {
  authorize(actor, 'practice.set-up')
  if (!(await nothingSetUp())) throw new NotFound()
}

/**
 * Makes the first practice with the three standard forms, and its first administrator, who sets up a second factor next
 * and then the recovery kit.
 */
export async function setUpPractice(
  actor: Visitor,
  code: OneTimeCode,
  form: z.infer<typeof practiceForm>,
): Promise<Checked> {
  await maySetUp(actor)
  const made = await code.spend(form.code, () => makePractice(form))
  if (!made)
    throw new RuleBroken('This is not the code, or it has run out. Starting the server again prints a new one.', 'code')
  return made
}

async function makePractice(form: z.infer<typeof practiceForm>): Promise<Checked> {
  const problem = await passwordProblem(form.password, [form.name, form.email, form.practiceName])
  if (problem) throw new RuleBroken(problem, 'password')
  const passwordHash = await hashPassword(form.password)
  const organizationId = newId()
  const staffId = newId()
  const at = now()
  const { practiceName, portalAddress, timeZone, phone, postalAddress, name, email } = form
  await inOrganization({ organizationId }, async (tx) => {
    const looks = {
      colour: 'teal',
      emergencyText: usEmergencyText,
      officeHours: '',
      senderName: practiceName,
      asksReason: false,
    }
    const rules = { secondFactor: 'required', secondFactorSince: at, recoveryKitAt: null }
    await tx.organization.create({
      data: {
        ...{ id: organizationId, name: practiceName, portalAddress, timeZone, phone, postalAddress, createdAt: at },
        ...looks,
        ...rules,
      },
    })
    await tx.portalAddress.create({ data: { address: portalAddress, organizationId, since: at } })
    await tx.staff.create({
      data: {
        organizationId,
        id: staffId,
        email,
        name,
        role: 'administrator',
        seesClients: form.seesClients === 'yes',
        canInvite: false,
        state: 'active',
        passwordHash,
        createdAt: at,
        lastSignInAt: at,
      },
    })
    await beginSubscription(tx, { id: organizationId, timeZone }, staffId)
    await installStandardForms(tx, organizationId)
    await record(tx, { kind: 'System', organizationId }, 'practice.set-up', organizationId)
  })
  return { organizationId, accountId: staffId, step: 'set-up', account: email, at: at.getTime() }
}
