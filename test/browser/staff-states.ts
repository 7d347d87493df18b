import { omar } from '../../prisma/cast.ts'
import { fill, press, send } from './acts.ts'
import type { State } from './states.ts'

const settings = '/staff/organization/client-portal/settings'
const draftOf = (...ids: string[]) =>
  send('/staff/invitations/draft', Object.fromEntries(ids.map((id) => ['clients', id])))

/** The pages of the staff's site. */
export const staffStates: State[] = [
  { route: 'GET /staff/sign-in', as: 'visitor', at: '/staff/sign-in', title: 'Sign in', matters: true },
  {
    ...{ route: 'POST /staff/sign-in', is: 'refused', as: 'visitor', at: '/staff/sign-in', status: 422 },
    does: fill({ 'E-mail': 'nobody@harbor.example', Password: 'not the right one' }, 'Sign in'),
    title: 'Error: Sign in',
  },
  { route: 'GET /staff', as: 'ada', at: '/staff', title: 'Home' },
  { route: 'GET /staff', is: 'a therapist’s', as: 'theo', at: '/staff', title: 'Home' },

  { route: 'GET /staff/clients', is: 'long', as: 'ada', at: '/staff/clients', title: 'Clients', matters: true },
  { route: 'GET /staff/clients', is: 'empty', as: 'nia', at: '/staff/clients', title: 'Clients' },
  {
    ...{ route: 'POST /staff/clients/search', is: 'empty', as: 'ada', at: '/staff/clients', title: 'Clients' },
    does: fill({ 'Search by name or e-mail': 'Xylophone' }, 'Search'),
  },
  { route: 'GET /staff/clients/new', as: 'ada', at: '/staff/clients/new', title: 'Add a client' },
  {
    ...{ route: 'POST /staff/clients', is: 'refused', as: 'ada', at: '/staff/clients/new', status: 422 },
    does: fill({ 'E-mail': 'no address', 'Date of birth': '2090-01-01' }, 'Add client'),
    title: 'Error: Add a client',
  },
  {
    ...{ route: 'GET /staff/clients/:id', as: 'ada', at: ({ clientId }) => `/staff/clients/${clientId}` },
    ...{ title: 'C. B., Client Details', matters: true },
  },
  {
    ...{ route: 'GET /staff/clients/:id', is: 'long', as: 'theo', at: ({ longId }) => `/staff/clients/${longId}` },
    title: 'D. F., Client Details',
  },
  {
    ...{ route: 'GET /staff/clients/:id/second-factor/removal', as: 'ada', title: 'Remove the second factor' },
    at: ({ clientId }) => `/staff/clients/${clientId}/second-factor/removal`,
  },
  {
    ...{ route: 'GET /staff/clients/:id', is: 'a minor', as: 'ada', at: ({ minorId }) => `/staff/clients/${minorId}` },
    title: 'M. Y., Client Details',
  },
  {
    ...{ route: 'GET /staff/clients/:id', is: 'an invitation gone astray', as: 'ofra', title: 'M. S., Client Details' },
    at: ({ misledId }) => `/staff/clients/${misledId}`,
  },
  {
    ...{ route: 'GET /staff/clients/:id', is: 'on paper from now on', as: 'ada', title: 'W. D., Client Details' },
    at: ({ onPaperId }) => `/staff/clients/${onPaperId}`,
  },
  {
    ...{ route: 'GET /staff/clients/:id/details', as: 'ada', at: ({ longId }) => `/staff/clients/${longId}/details` },
    title: 'D. F., Edit client',
  },
  {
    ...{
      route: 'GET /staff/clients/:id/details',
      is: 'of somebody who signs in',
      as: 'ada',
      title: 'C. B., Edit client',
    },
    at: ({ clientId }) => `/staff/clients/${clientId}/details`,
  },
  {
    ...{
      route: 'POST /staff/clients/:id/details',
      is: 'refused',
      as: 'ada',
      status: 422,
      title: 'Error: D. F., Edit client',
    },
    at: ({ longId }) => `/staff/clients/${longId}/details`,
    does: fill({ 'Legal first name': '', Phone: 'none' }, 'Save'),
  },
  {
    ...{ route: 'GET /staff/clients/:id/documents', as: 'theo', title: 'C. B., General Documents', matters: true },
    at: ({ clientId }) => `/staff/clients/${clientId}/documents`,
  },
  {
    ...{ route: 'GET /staff/clients/:id/documents', is: 'empty', as: 'theo', title: 'D. F., General Documents' },
    at: ({ longId }) => `/staff/clients/${longId}/documents`,
  },
  {
    ...{ route: 'GET /staff/clients/:id/documents', is: 'the office’s', as: 'ofra', title: 'C. B., General Documents' },
    at: ({ clientId }) => `/staff/clients/${clientId}/documents`,
  },
  {
    ...{ route: 'GET /staff/clients/:id/forms/:form/print', as: 'theo' },
    at: ({ clientId, waitingId }) => `/staff/clients/${clientId}/forms/${waitingId}/print`,
    title: 'Standard Intake Questionnaire, to print',
  },
  {
    ...{ route: 'GET /staff/clients/:id/documents', is: 'wanted on paper', as: 'ofra' },
    at: `/staff/clients/${omar.id}/documents`,
    title: 'O. H., General Documents',
  },
  {
    ...{ route: 'GET /staff/clients/:id/documents/:document', as: 'theo', title: 'Informed Consent for Psychotherapy' },
    at: ({ clientId, documentId }) => `/staff/clients/${clientId}/documents/${documentId}`,
    matters: true,
  },

  {
    ...{ route: `GET ${settings}`, is: 'long', as: 'ada', at: settings, title: 'Client Portal Settings' },
    matters: true,
  },
  {
    ...{ route: `POST ${settings}/search`, is: 'empty', as: 'ada', at: settings, title: 'Client Portal Settings' },
    does: fill({ 'Search by name or e-mail': 'Xylophone' }, 'Search'),
  },
  {
    route: 'POST /staff/organization/client-portal/login-link',
    ...{ is: 'refused', as: 'ada', at: settings, status: 422, title: 'Error: Client Portal Settings' },
    does: fill({ 'Mail this link to': 'nobody' }, 'Mail this link'),
  },
  {
    ...{ route: `GET ${settings}`, is: 'done', as: 'ada', at: settings, title: 'Client Portal Settings' },
    does: fill({ 'Mail this link to': omar.email }, 'Mail this link'),
  },
  {
    route: 'GET /staff/organization/client-portal/intake-forms',
    ...{ as: 'ada', at: '/staff/organization/client-portal/intake-forms', title: 'Intake Forms' },
  },
  {
    ...{ route: 'GET /staff/organization/client-portal/intake-forms/:id', as: 'ada' },
    at: ({ formId }) => `/staff/organization/client-portal/intake-forms/${formId}`,
    title: 'Informed Consent for Psychotherapy',
  },

  {
    ...{ route: 'POST /staff/invitations/draft', as: 'ada', at: settings, title: 'Invite to Client Portal' },
    does: async (page, { inviteeId }) => draftOf(inviteeId)(page),
    matters: true,
  },
  {
    ...{ route: 'POST /staff/invitations/draft', is: 'nobody ticked', as: 'ada', at: settings, status: 422 },
    does: press('Invite to Client Portal'),
    title: 'Error: Client Portal Settings',
  },
  {
    ...{ route: 'POST /staff/invitations/draft', is: 'long', as: 'ada', at: settings },
    does: async (page, { longId }) => draftOf(longId)(page),
    title: 'Invite to Client Portal',
  },
  {
    ...{ route: 'POST /staff/invitations/preview', is: 'long', as: 'ada', at: settings },
    does: async (page, { longId }) => {
      await draftOf(longId)(page)
      await press('Preview Invitation')(page)
    },
    title: 'Preview Invitation',
  },
  {
    ...{ route: 'POST /staff/invitations/draft', is: 'a minor’s', as: 'ada', at: settings },
    does: async (page, { minorId }) => draftOf(minorId)(page),
    title: 'Invite to Client Portal',
  },
  {
    ...{ route: 'POST /staff/invitations/draft', is: 'one who cannot be invited', as: 'ada', at: settings },
    does: async (page, { withoutAddressId }) => draftOf(withoutAddressId)(page),
    title: 'Invite to Client Portal',
  },
  {
    ...{ route: 'POST /staff/invitations/preview', is: 'with words of health', as: 'ada', at: settings },
    does: async (page, { inviteeId }) => {
      await draftOf(inviteeId)(page)
      await fill(
        { 'What the mail says': 'Hello {preferred name}, about your depression.\n\n{link}' },
        'Preview Invitation',
      )(page)
    },
    ...{ title: 'Preview Invitation', matters: true },
  },
  {
    ...{ route: 'POST /staff/invitations/preview', is: 'refused', as: 'ada', at: settings, status: 422 },
    does: async (page, { minorId }) => {
      await draftOf(minorId)(page)
      await fill({ 'What the mail says': '' }, 'Preview Invitation')(page)
    },
    title: 'Error: Invite to Client Portal',
  },
  {
    ...{ route: `GET ${settings}`, is: 'an invitation sent', as: 'ada', at: settings, title: 'Client Portal Settings' },
    does: async (page, { longId }) => {
      await draftOf(longId)(page)
      await press('Preview Invitation')(page)
      await press('Invite to Client Portal')(page)
    },
  },
]
