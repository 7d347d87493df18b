import type { Page } from 'playwright-core'
import { harbor } from '../../prisma/cast.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { fill, press } from './acts.ts'
import type { State } from './states.ts'

const subscription = '/staff/organization/client-portal/subscription'

/** The practice's subscription with a bill that is not paid; it stays so for the states that follow. */
const standing =
  (data: { state: string; graceEndsOn: Date | null; noticedDays: number | null }) => async (page: Page) => {
    await inOrganization({ organizationId: harbor.id }, (tx) => tx.subscription.updateMany({ data }))
    await page.reload()
  }

/** Nia and Ada added, Theo removed, nothing saved. */
async function pending(page: Page): Promise<void> {
  await fill({ 'Add Staff': 'nia' }, 'Search')(page)
  await press('Add Nia Okoro')(page)
  await fill({ 'Add Staff': 'ada' }, 'Search')(page)
  await press('Add Ada Whitfield')(page)
  await press('Remove Theo Marsh')(page)
}

/** Who has a seat in the Client Portal subscription, and what is paid for it. */
export const seatStates: State[] = [
  { route: `GET ${subscription}`, as: 'ada', at: subscription, title: 'Subscription', matters: true },
  {
    ...{ route: `POST ${subscription}/draft`, is: 'searched', as: 'ada', at: subscription, title: 'Subscription' },
    does: press('Search'),
  },
  {
    ...{ route: `POST ${subscription}/draft`, is: 'nobody found', as: 'ada', at: subscription, title: 'Subscription' },
    does: fill({ 'Add Staff': 'Xylophone' }, 'Search'),
  },
  {
    ...{ route: `POST ${subscription}/draft`, is: 'pending', as: 'ada', at: subscription, title: 'Subscription' },
    does: pending,
    matters: true,
  },
  {
    ...{ route: `POST ${subscription}/preview`, as: 'ada', at: subscription, title: 'Update Subscribed Staff List' },
    does: async (page) => {
      await pending(page)
      await press('Update Subscribed Staff List')(page)
    },
    matters: true,
  },
  {
    ...{ route: `POST ${subscription}/preview`, is: 'refused', as: 'ada', at: subscription, status: 422 },
    does: async (page) => {
      await press('Remove Theo Marsh')(page)
      await press('Update Subscribed Staff List')(page)
    },
    title: 'Error: Subscription',
  },
  { route: `GET ${subscription}/card`, as: 'ada', at: `${subscription}/card`, title: 'Your card', matters: true },
  {
    ...{ route: `GET ${subscription}`, is: 'a bill not paid', as: 'ada', at: subscription, title: 'Subscription' },
    does: standing({ state: 'past_due', graceEndsOn: new Date('2027-02-15'), noticedDays: 14 }),
    matters: true,
  },
  {
    ...{ route: `GET ${subscription}`, is: 'paused', as: 'ada', at: subscription, title: 'Subscription' },
    does: standing({ state: 'paused', graceEndsOn: null, noticedDays: null }),
    matters: true,
  },
  { route: 'GET /staff/seat', as: 'theo', at: '/staff/seat', title: 'Your seat', matters: true },
  {
    ...{ route: 'GET /staff/seat', is: 'without one', as: 'nia', at: '/staff/seat', status: 403 },
    title: 'This needs a seat',
  },
]
