import { fill, press } from './acts.ts'
import type { State } from './states.ts'

const practice = '/staff/organization/practice'

/** Organization > Practice. */
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
]
