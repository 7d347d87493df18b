import type { Action } from '../policy.ts'

const groups = ['Clients', 'Client Portal', 'Forms and documents', 'Staff', 'What clients do', 'For everybody'] as const

/** An action in plain words, and where the rule alone would say too much, a note. */
export interface ActionWords {
  group: (typeof groups)[number]
  words: string
  note?: string
}

/** The headings of "Who can do what", in order. */
export const actionGroups: readonly ActionWords['group'][] = groups

/** Every action of the policy -> what the page "Who can do what" calls it. */
export const actionWords: Record<Action, ActionWords> = {
  'home.view': { group: 'Staff', words: 'See the first page of the staff' },
  'client.list': { group: 'Clients', words: 'See the list of clients', note: 'Therapists: those assigned to them.' },
  'client.add': { group: 'Clients', words: 'Add a client' },
  'client.view': { group: 'Clients', words: 'Open Client Details' },
  'client.edit': { group: 'Clients', words: 'Change a client’s details' },
  'client.change-sign-in': { group: 'Clients', words: 'Change the address a client signs in with' },
  'client.assign': { group: 'Clients', words: 'Assign staff to a client' },

  'portal-settings.view': {
    ...{ group: 'Client Portal', words: 'Open Client Portal Settings and Manage Clients' },
    note: 'Therapists: with the clients assigned to them.',
  },
  'client.invite': {
    ...{ group: 'Client Portal', words: 'Invite clients and send them intake forms' },
    note: 'Therapists: those assigned to them.',
  },
  'login-link.send': { group: 'Client Portal', words: 'Mail the login link' },
  'form.list': { group: 'Client Portal', words: 'See the intake forms' },
  'form.view': { group: 'Client Portal', words: 'Read an intake form' },

  'subscription.view': { group: 'Client Portal', words: 'See the Client Portal subscription' },
  'subscription.change': { group: 'Client Portal', words: 'Give seats in the subscription, and take them' },
  'subscription.pay': { group: 'Client Portal', words: 'Keep a card for the subscription, and see its invoices' },
  'seat.view': { group: 'Client Portal', words: 'Use a seat: secure messages and self-scheduling' },

  'document.list': { group: 'Forms and documents', words: 'See which forms and documents a client has' },
  'document.open': {
    ...{ group: 'Forms and documents', words: 'Open a signed form or another document' },
    note: 'The office opens no clinical document.',
  },

  'preferences.change': { group: 'Staff', words: 'Choose one’s own mails, and initials in lists' },
  'document.give-reason': {
    ...{ group: 'Forms and documents', words: 'Give a reason before clinical documents' },
    note: 'Where the practice asks for one.',
  },

  'staff.list': { group: 'Staff', words: 'See who is on the staff and who is invited' },
  'staff.view': { group: 'Staff', words: 'Open the page of a staff member' },
  'staff.invite': { group: 'Staff', words: 'Invite staff' },
  'staff-invitation.resend': { group: 'Staff', words: 'Send an invitation to the staff again' },
  'staff-invitation.revoke': { group: 'Staff', words: 'Take an invitation to the staff back' },
  'staff.change-role': { group: 'Staff', words: 'Change the role of a staff member' },
  'staff.set-permission': { group: 'Staff', words: 'Give or take the permission to invite clients' },
  'staff.deactivate': { group: 'Staff', words: 'Deactivate a staff member' },
  'staff.reactivate': { group: 'Staff', words: 'Reactivate a staff member' },
  'sign-in-rules.change': { group: 'Staff', words: 'Say whether staff need a second factor' },
  'practice.change': { group: 'Staff', words: 'Change the practice’s profile: name, colour, hours, safety contact' },
  'audit.view': { group: 'Staff', words: 'Read the audit log' },
  'audit.export': { group: 'Staff', words: 'Export the audit log' },
  'second-factor.remove': { group: 'Staff', words: 'Remove a second factor that somebody has lost' },
  'recovery-kit.keep': { group: 'Staff', words: 'Make the recovery kit, once, after the set-up' },
  'permission.list': { group: 'Staff', words: 'Read this page' },

  'portal.home': { group: 'What clients do', words: 'See the first page of the portal' },
  'session.keep': { group: 'What clients do', words: 'Stay signed in while filling in a form' },
  'intake.list': { group: 'What clients do', words: 'See the forms that wait' },
  'intake.fill': { group: 'What clients do', words: 'Fill in a form' },
  'intake.sign': { group: 'What clients do', words: 'Sign a form' },
  'intake.paper': { group: 'What clients do', words: 'Ask for a form on paper' },
  'intake.submit': { group: 'What clients do', words: 'Send signed forms in' },
  'opening.list': { group: 'What clients do', words: 'See who opened the own file' },
  'consent.give': { group: 'What clients do', words: 'Agree to sign electronically' },
  'consent.withdraw': { group: 'What clients do', words: 'Withdraw the agreement to sign electronically' },

  'public.read': { group: 'For everybody', words: 'Read the privacy notice and check signing keys' },
  'session.start': { group: 'For everybody', words: 'Sign in', note: 'With an account of one’s own.' },
  'second-factor.pass': { group: 'For everybody', words: 'Enter the code of a second factor' },
  'password.set': { group: 'For everybody', words: 'Ask for a new password, and set it' },
  'profile.view': { group: 'For everybody', words: 'See one’s own profile' },
  'profile.change': { group: 'For everybody', words: 'Change one’s own password and second factor' },
  'session.end': { group: 'For everybody', words: 'Sign out' },
  'invitation.open': { group: 'For everybody', words: 'Open an invitation to the portal', note: 'With its link.' },
  'invitation.accept': { group: 'For everybody', words: 'Create the account it is for', note: 'With its link.' },
  'invitation.refuse': {
    group: 'For everybody',
    words: 'Say that it reached the wrong person',
    note: 'With its link.',
  },
  'invitation.renew': { group: 'For everybody', words: 'Ask for a new link', note: 'It goes to the same address.' },
  'staff-invitation.open': { group: 'For everybody', words: 'Open an invitation to the staff', note: 'With its link.' },
  'staff-invitation.accept': { group: 'For everybody', words: 'Join the staff', note: 'With its link.' },
  'practice.set-up': {
    ...{ group: 'For everybody', words: 'Set up the practice' },
    note: 'Once, with the code from the server’s log.',
  },
}
