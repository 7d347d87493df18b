import { ada, nia, theo } from '../../prisma/cast.ts'
import { fill, press } from './acts.ts'
import type { State } from './states.ts'

const staff = '/staff/organization/staff'
const longMember = 'Dr. Bartholomew-Maximilian Throckmorton…'
const change = (path: string) => `POST ${staff}${path}`

/** Organization > Staff, and what somebody meets who is invited to it. */
export const memberStates: State[] = [
  { route: `GET ${staff}`, is: 'long', as: 'ada', at: staff, title: 'Staff', matters: true },
  {
    ...{ route: `GET ${staff}/:id`, as: 'ada', at: `${staff}/${theo.id}`, title: theo.name, matters: true },
  },
  {
    ...{ route: `GET ${staff}/:id`, is: 'long', as: 'ada', title: longMember },
    at: ({ longMemberId }) => `${staff}/${longMemberId}`,
  },
  {
    ...{ route: `GET ${staff}/:id`, is: 'one who has left', as: 'ada', title: 'Fran Former' },
    at: ({ formerId }) => `${staff}/${formerId}`,
  },

  {
    ...{ route: change('/:id/role'), is: 'refused', as: 'ada', at: `${staff}/${theo.id}`, status: 422 },
    does: async (page) => {
      await page.locator('[name=role][value=office]').check()
      await press('Save role')(page)
    },
    title: `Error: ${theo.name}`,
  },
  {
    ...{ route: change('/:id/deactivation'), is: 'refused', as: 'ada', at: `${staff}/${theo.id}`, status: 422 },
    does: press('Deactivate'),
    title: `Error: ${theo.name}`,
  },
  {
    ...{ route: `GET ${staff}/:id/second-factor/removal`, as: 'ada', title: 'Remove the second factor' },
    at: `${staff}/${theo.id}/second-factor/removal`,
  },
  {
    ...{ route: change('/:id/second-factor/removal'), is: 'refused', as: 'ada', status: 422 },
    ...{ at: `${staff}/${theo.id}/second-factor/removal`, does: fill({ 'Your own password': 'no' }, 'Remove it') },
    title: 'Error: Remove the second factor',
  },
  {
    ...{ route: `GET ${staff}/:id`, is: 'the last administrator', as: 'ada', at: `${staff}/${ada.id}` },
    title: ada.name,
  },
  {
    ...{ route: `GET ${staff}/:id`, is: 'a permission given', as: 'ada', at: `${staff}/${nia.id}` },
    does: async (page) => {
      await page.locator('[name=canInvite]').check()
      await press('Save permission')(page)
    },
    title: nia.name,
  },

  {
    ...{ route: `GET ${staff}/permissions`, as: 'ada', at: `${staff}/permissions`, title: 'Who can do what' },
    matters: true,
  },
  {
    ...{ route: `GET ${staff}/invitations/new`, as: 'ada', at: `${staff}/invitations/new`, title: 'Invite staff' },
    matters: true,
  },
  {
    ...{ route: change('/invitations'), is: 'refused', as: 'ada', at: `${staff}/invitations/new`, status: 422 },
    does: fill({ Name: '', 'E-mail': 'nobody' }, 'Send invitation'),
    title: 'Error: Invite staff',
  },
  {
    ...{ route: change('/invitations'), is: 'of one who has left', as: 'ada', at: `${staff}/invitations/new` },
    does: async (page) => {
      await page.locator('[name=role][value=office]').check()
      await fill({ Name: 'Fran Former', 'E-mail': 'fran.former@harbor.example' }, 'Send invitation')(page)
    },
    ...{ status: 422, title: 'Error: Invite staff' },
  },
  {
    ...{ route: `GET ${staff}`, is: 'an invitation sent', as: 'ada', at: `${staff}/invitations/new`, title: 'Staff' },
    does: async (page) => {
      await page.locator('[name=role][value=therapist]').check()
      await fill({ Name: 'Noor Comer', 'E-mail': 'noor@mail.example' }, 'Send invitation')(page)
    },
  },
  {
    ...{ route: `GET ${staff}`, is: 'an invitation taken back', as: 'ada', at: staff, title: 'Staff' },
    does: press('Take back the invitation of Hana Hired'),
  },

  {
    ...{ route: 'GET /staff/invitation', as: 'visitor', title: 'Your invitation', matters: true },
    at: ({ longStaffToken }) => `/staff/invitation?key=${longStaffToken}`,
  },
  {
    ...{ route: 'POST /staff/invitation/acceptance', is: 'refused', as: 'visitor', status: 422 },
    at: ({ longStaffToken }) => `/staff/invitation?key=${longStaffToken}`,
    does: fill({ 'Your name': '', 'Choose a password': 'password' }, 'Join the staff'),
    title: 'Error: Your invitation',
  },
  {
    ...{ route: 'GET /staff/invitation', is: 'expired', as: 'visitor', title: 'Your invitation' },
    at: ({ expiredStaffToken }) => `/staff/invitation?key=${expiredStaffToken}`,
  },
  { route: 'GET /staff/invitation', is: 'ended', as: 'visitor', at: '/staff/invitation', title: 'Your invitation' },
]
