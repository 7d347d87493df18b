import type { StaffActor } from '../actor.ts'
import { authorize } from '../policy.ts'
import { page, seeOther, seeProcessor } from '../web/reply.ts'
import { routes } from '../web/router.ts'
import { submit, unsent, type FormState } from '../web/submit.ts'
import type { Visit } from '../web/visit.ts'
import { buttonOnly } from '../fields.ts'
import { changeSeats } from './change-seats.ts'
import { cardIsKept, openCheckout, openInvoices } from './open-pages.ts'
import { draftSeats, previewSeats, subscriptionPage } from './queries.ts'
import { seatsDraft, seatsForm, typedWish } from './seats-form.ts'
import { yourSeat } from './your-seat.ts'
import { previewModel, subscriptionModel } from './subscription-page.ts'

/** Organization > Client Portal > Subscription: the list of seats, drafted, previewed, saved. And each holder's own seat. */
export const subscriptionRoutes = routes<StaffActor>()
const on = subscriptionRoutes
type Changing = 'subscription.view' | 'subscription.change' | 'subscription.pay'
const SUBSCRIPTION = '/organization/client-portal/subscription'

on.get(SUBSCRIPTION, 'subscription.view', async ({ actor }) => listPage(await subscriptionPage(actor), unsent()))

on.post(`${SUBSCRIPTION}/draft`, 'subscription.view', (visit) =>
  submit(visit, seatsDraft, (form) => draftSeats(visit.actor, form), {
    done: (found) => listPage(found, unsent()),
    again: (form) => againPage(visit, 'subscription.view', form),
  }),
)

on.post(`${SUBSCRIPTION}/preview`, 'subscription.change', (visit) =>
  submit(visit, seatsDraft, (form) => previewSeats(visit.actor, form), {
    done: (preview) =>
      page('staff/client-portal/subscription-preview', 'Update Subscribed Staff List', previewModel(preview)),
    again: (form) => againPage(visit, 'subscription.change', form),
  }),
)

on.post(SUBSCRIPTION, 'subscription.change', (visit) =>
  submit(visit, seatsForm, (form) => changeSeats(visit.actor, form), {
    done: (isChanged) => {
      const isSameList = visit.form['had'] === visit.form['seats']
      visit.request.session.notice = !isChanged
        ? 'Nothing was changed: the list is as it was.'
        : isSameList
          ? 'The free seat has moved, at no charge.'
          : 'The list is saved. It holds from now on, and those added and removed are told by mail.'
      return seeOther(`/staff${SUBSCRIPTION}`)
    },
    again: (form) => againPage(visit, 'subscription.change', form),
  }),
)

on.post(`${SUBSCRIPTION}/card`, 'subscription.pay', (visit) => elsewhere(visit, openCheckout))

on.get(`${SUBSCRIPTION}/card`, 'subscription.pay', async ({ actor }) =>
  page('staff/client-portal/card', 'Your card', { isKept: await cardIsKept(actor) }),
)

on.post(`${SUBSCRIPTION}/invoices`, 'subscription.pay', (visit) => elsewhere(visit, openInvoices))

on.get('/seat', 'seat.view', async ({ actor }) => page('staff/seat', 'Your seat', await yourSeat(actor)))

/** To a page of the card processor. */
const elsewhere = (visit: Visit<StaffActor>, open: (actor: StaffActor) => Promise<string>) =>
  submit(visit, buttonOnly, () => open(visit.actor), {
    done: seeProcessor,
    again: (form) => againPage(visit, 'subscription.pay', form),
  })

const listPage = (found: Awaited<ReturnType<typeof subscriptionPage>>, form: FormState) =>
  page('staff/client-portal/subscription', 'Subscription', subscriptionModel(found, form))

/** The list as it is now, with what was pending on top. */
async function againPage({ actor }: Visit<StaffActor>, action: Changing, form: FormState) {
  authorize(actor, action)
  return listPage(await subscriptionPage(actor, typedWish(form.values)), form)
}
