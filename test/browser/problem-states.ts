import type { Page } from 'playwright-core'
import { press, send } from './acts.ts'
import type { State } from './states.ts'

/** Too many wrong passwords for one address. */
async function tryTooOften(page: Page): Promise<void> {
  for (let tries = 0; tries <= 10; tries++) {
    await page.getByLabel('E-mail').fill('many@harbor.example')
    await page.getByLabel('Password').fill(`wrong password ${tries}`)
    await press('Sign in')(page)
  }
}

const nowhere = 'This page is not here'

/** The pages that say what went wrong and what to do next. */
export const problemStates: State[] = [
  { route: null, is: '404', as: 'visitor', at: '/nowhere', status: 404, title: nowhere },
  { route: null, is: '404 at work', as: 'ada', at: '/staff/clients/none', status: 404, title: nowhere },
  { route: null, is: '404 at the portal', as: 'omar', at: '/portal/harbor/forms/none', status: 404, title: nowhere },
  {
    ...{ route: 'GET /staff/organization/client-portal/settings', is: '403', as: 'theo', status: 403 },
    ...{ at: '/staff/organization/client-portal/settings', title: 'This needs a permission' },
  },
  {
    ...{ route: 'GET /staff/organization/audit', is: '403', as: 'theo', status: 403 },
    ...{ at: '/staff/organization/audit', title: 'This is not open to you' },
  },
  {
    ...{ route: 'POST /staff/clients', is: '413', as: 'ada', at: '/staff/clients/new', status: 413 },
    does: send('/staff/clients', { firstName: 'A'.repeat(70_000) }),
    title: 'That is too much at once',
  },
  {
    ...{ route: 'POST /portal/:practice/sign-in', is: '429', as: 'visitor', at: '/portal/harbor/sign-in', status: 429 },
    ...{ does: tryTooOften, title: 'Too many tries' },
  },
]
