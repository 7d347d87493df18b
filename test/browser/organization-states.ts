import { fill, press } from './acts.ts'
import type { State } from './states.ts'

const practice = '/staff/organization/practice'

const own = '/staff/profile/preferences'
const log = '/staff/organization/audit'

/** Organization > Practice and Audit log, what clients see of the log, and what staff choose for themselves. */
export const organizationStates: State[] = [
  { route: `GET ${practice}`, as: 'ada', at: practice, title: 'Practice', matters: true },
  {
    ...{ route: `POST ${practice}`, is: 'refused', as: 'ada', at: practice, status: 422 },
    does: fill({ 'Name of the practice': '', 'Emergency text': '' }, 'Save'),
    title: 'Error: Practice',
  },
  {
    ...{ route: `GET ${practice}`, is: 'another colour', as: 'ada', at: practice, title: 'Practice' },
    does: async (page) => {
      await page.locator('[name=colour][value=clay]').check()
      await press('Save')(page)
    },
  },

  {
    ...{ route: 'GET /staff/clients/:id/reason', as: 'ada', title: 'Your reason', matters: true },
    at: ({ clientId }) => `/staff/clients/${clientId}/reason`,
  },
  {
    ...{ route: 'POST /staff/clients/:id/reason', is: 'refused', as: 'ada', status: 422, title: 'Error: Your reason' },
    at: ({ clientId }) => `/staff/clients/${clientId}/reason`,
    does: press('Go on'),
  },
  {
    ...{ route: `GET ${own}`, as: 'theo', at: own, title: 'Mails and names', matters: true },
  },
  {
    ...{ route: `GET ${own}`, is: 'saved', as: 'nia', at: own, title: 'Mails and names' },
    does: async (page) => {
      await page.locator('[name=mails][value=seat-added]').uncheck()
      await press('Save')(page)
    },
  },

  { route: `GET ${log}`, is: 'long', as: 'ada', at: log, title: 'Audit log', matters: true },
  {
    ...{ route: `GET ${log}`, is: 'of a client', as: 'ada', title: 'Audit log' },
    at: ({ clientId }) => `${log}?client=${clientId}&kind=reading`,
  },
  { route: `GET ${log}`, is: 'empty', as: 'ada', at: `${log}?to=2001-01-01`, title: 'Audit log' },
  {
    ...{ route: `GET ${log}`, is: 'refused', as: 'ada', at: `${log}?from=soon&kind=none`, status: 422 },
    title: 'Error: Audit log',
  },
  {
    ...{ route: `POST ${log}/clients`, is: 'found', as: 'ada', at: log, title: 'Audit log' },
    does: fill({ 'A client, by name or e-mail': 'a' }, 'Find client'),
  },
  {
    ...{
      route: 'GET /portal/:practice/openings',
      as: 'omar',
      at: '/portal/harbor/openings',
      title: 'Who opened my file',
    },
    matters: true,
  },
]
