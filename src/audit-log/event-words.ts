import type { AuditEvent } from '../audit.ts'
import { actionWords } from '../staff/action-words.ts'

/** The kinds of events one can look for, and what each is called. */
export const eventKinds = {
  reading: 'Files and documents opened',
  clients: 'Changes to client files',
  portal: 'Invitations and portal accounts',
  forms: 'Forms and agreements',
  'sign-in': 'Signing in',
  staff: 'Staff and seats',
  settings: 'Settings and exports',
} as const
export type EventKind = keyof typeof eventKinds

interface EventWords {
  kind: EventKind
  /** A sentence: `{who}` did it, `{subject}` is what it was done to, any other word in braces is a detail of the event. */
  says: string
}

/** Every event there is -> what the log says of it. */
export const eventWords: Record<AuditEvent, EventWords> = {
  'practice.set-up': { kind: 'settings', says: 'The practice was set up' },
  'practice.changed': { kind: 'settings', says: '{who} changed the practice’s profile: {fields}' },
  'sign-in-rules.changed': { kind: 'settings', says: '{who} changed the sign-in rules: second factor {secondFactor}' },
  'recovery-kit.stored': { kind: 'settings', says: '{who} stored the recovery kit' },
  'audit.exported': { kind: 'settings', says: '{who} exported the audit log, lines: {lines}' },

  'session.started': { kind: 'sign-in', says: '{subject} signed in' },
  'session.refused': { kind: 'sign-in', says: 'A sign-in as {subject} was refused' },
  'session.held-up': { kind: 'sign-in', says: 'Signing in as {subject} was held up after too many tries' },
  'session.ended': { kind: 'sign-in', says: '{who} signed out, here or in another browser' },
  'access.refused': { kind: 'sign-in', says: '{who} was refused, {status}: {action}' },
  'password.accepted': { kind: 'sign-in', says: '{subject} gave the password and was asked for a code' },
  'password-link.made': { kind: 'sign-in', says: 'A link for a new password of {subject} was asked for' },
  'password.set': { kind: 'sign-in', says: '{subject} set a new password with a link' },
  'password.changed': { kind: 'sign-in', says: '{who} changed their own password' },
  'second-factor.refused': { kind: 'sign-in', says: 'A wrong code was given for {subject}' },
  'second-factor.set-up': { kind: 'sign-in', says: '{subject} set up a second factor' },
  'second-factor.removed': { kind: 'sign-in', says: 'The second factor of {subject} was removed by {who}' },
  'recovery-codes.made': { kind: 'sign-in', says: '{subject} made new recovery codes' },
  'recovery-code.used': { kind: 'sign-in', says: 'A recovery code was used to sign in as {subject}' },
  'administrator.recovery-started': {
    ...{ kind: 'sign-in', says: 'A way back in for {subject} was made on the server' },
  },

  'preferences.changed': { kind: 'staff', says: '{who} changed which mails they get and how lists name clients' },
  'staff.invited': { kind: 'staff', says: '{who} invited {subject} to the staff, role: {role}' },
  'staff.invitation-resent': { kind: 'staff', says: '{who} sent the invitation of {subject} again' },
  'staff.invitation-revoked': { kind: 'staff', says: '{who} took back the invitation of {subject}' },
  'staff.invitation-opened': { kind: 'staff', says: 'The invitation of {subject} was opened' },
  'staff.joined': { kind: 'staff', says: '{subject} joined the staff, role: {role}' },
  'staff.role-changed': { kind: 'staff', says: '{who} changed the role of {subject} from {from} to {to}' },
  'staff.permission-changed': {
    ...{ kind: 'staff', says: '{who} set whether {subject} may invite clients: {canInvite}' },
  },
  'staff.deactivated': { kind: 'staff', says: '{who} deactivated {subject}' },
  'staff.reactivated': { kind: 'staff', says: '{who} reactivated {subject}' },
  'seat.given': { kind: 'staff', says: '{who} gave {subject} a seat' },
  'seat.ended': { kind: 'staff', says: '{who} took the seat of {subject}' },
  'seat.freed': { kind: 'staff', says: '{subject} has the free seat now' },

  'subscription.card-kept': { kind: 'staff', says: 'A card for the seats was kept with the card processor' },
  'subscription.card-gone': { kind: 'staff', says: 'The card processor has no card for the seats any more' },
  'seat-bill.paid': { kind: 'staff', says: 'A bill for seats was paid' },
  'seat-bill.voided': { kind: 'staff', says: 'A bill for seats was cancelled at the card processor' },
  'seat-bill.failed': { kind: 'staff', says: 'A bill for seats could not be paid' },
  'subscription.past-due': { kind: 'staff', says: 'A bill for seats was not paid: the days of grace began' },
  'subscription.paused': { kind: 'staff', says: 'The days of grace ran out: the paid seats paused' },
  'subscription.paid-up': { kind: 'staff', says: 'What was due for seats is paid' },

  'client.added': { kind: 'clients', says: '{who} added the file of {subject}' },
  'client.changed': { kind: 'clients', says: '{who} changed the file of {subject}: {fields}' },
  'client.assigned': { kind: 'clients', says: '{who} assigned {staff} to {subject}' },
  'client.unassigned': { kind: 'clients', says: '{who} ended the assignment of {staff} to {subject}' },
  'client.read': { kind: 'reading', says: '{who} opened the file of {subject}' },
  'document.read': { kind: 'reading', says: '{who} opened {subject} {as}' },
  'document.reason-given': {
    ...{ kind: 'reading', says: '{who} gave a reason to open the clinical documents of {subject}' },
  },
  'document.made': { kind: 'forms', says: 'The PDF of {subject} was made' },

  'login-link.sent': { kind: 'portal', says: '{who} had the sign-in address mailed to {subject}' },
  'client.invited': { kind: 'portal', says: '{who} invited {subject} to the client portal' },
  'invitation.opened': { kind: 'portal', says: 'The invitation of {subject} was opened' },
  'invitation.accepted': { kind: 'portal', says: 'The invitation of {subject} was accepted' },
  'invitation.refused': { kind: 'portal', says: 'The invitation of {subject} reached somebody it was not meant for' },
  'invitation.renewed': { kind: 'portal', says: 'A new link was asked for with the invitation of {subject}' },
  'invitation.birth-date-wrong': {
    ...{ kind: 'portal', says: 'A wrong date of birth was given with the invitation of {subject}' },
  },
  'invitation.revoked': { kind: 'portal', says: 'The invitation of {subject} ended with a change of the address' },
  'account.created': { kind: 'portal', says: 'The portal account of {subject} was created' },
  'account.address-changed': { kind: 'portal', says: '{who} changed the address {subject} signs in with' },

  'consent.sample-opened': { kind: 'forms', says: '{who} opened the sample document' },
  'consent.given': { kind: 'forms', says: '{who} agreed to sign electronically' },
  'consent.withdrawn': { kind: 'forms', says: '{who} withdrew the agreement to sign electronically' },
  'intake.viewed': { kind: 'forms', says: '{who} opened {subject}' },
  'intake.saved': { kind: 'forms', says: '{who} saved {subject}' },
  'intake.signed': { kind: 'forms', says: '{who} signed {subject}' },
  'intake.paper-preferred': { kind: 'forms', says: '{who} wants {subject} on paper' },
  'intake.submitted': { kind: 'forms', says: '{who} sent in {subject}' },
}

/** Every event of a kind. */
export const eventsOfKind = (kind: EventKind): AuditEvent[] =>
  (Object.keys(eventWords) as AuditEvent[]).filter((event) => eventWords[event].kind === kind)

/** What a value of a detail is called; with the detail's own name before it where the value alone could be another. */
const codes: Record<string, string> = {
  ...{ true: 'yes', false: 'no', page: 'on screen', pdf: 'as a PDF', evidence: 'as an evidence file' },
  ...{ grace: 'required, with time to set it up', asksReason: 'asking for a reason first' },
  ...{ 'status 403': 'not open to them', 'status 404': 'not within their reach' },
}

/** A code among the details, in words: by its name, by what an action does, or `postalAddress` as "postal address". */
export const codeInWords = (detail: string, code: string): string =>
  codes[`${detail} ${code}`] ??
  codes[code] ??
  (actionWords as Record<string, { words: string }>)[code]?.words ??
  code.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** Whether an event says of its subject what it did: of a sign-in, for instance, whose beginning nobody is signed in at. */
export const isOfItsSubject = (event: string): boolean =>
  eventWords[event as AuditEvent]?.says.startsWith('{subject}') ?? false

/** The sentence of one event; an event of another version of the program is told by its code. */
export function sentenceOf(
  event: string,
  { who, subject, details }: { who: string; subject: string; details: Record<string, string[]> },
): string {
  const { says } = eventWords[event as AuditEvent] ?? { says: `{who}: ${event} {subject}` }
  const filled = says.replace(/\{(\w+)\}/g, (_, word: string) => {
    if (word === 'who') return who
    return word === 'subject' ? subject : (details[word] ?? []).join(', ')
  })
  return filled.replace(/[ :]+$/, '')
}
