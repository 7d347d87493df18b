import type { ShownBill } from './bill-words.ts'
import type { SeatRow, SeatsPreview, SubscriptionPage } from './subscription-page.ts'
import type { YourSeat } from './your-seat.ts'

/** The pages of this feature -> what each is given. */
export interface SeatViews {
  'staff/seat': YourSeat
  'staff/client-portal/subscription': SubscriptionPage
  'staff/client-portal/card': { isKept: boolean }
  'staff/client-portal/subscription-preview': SeatsPreview
}

/** Its partials -> what each is given as `m`. */
export interface SeatPartials {
  'partials/seat-list': { rows: SeatRow[] }
  'partials/seat-paying': { paying: NonNullable<SubscriptionPage['paying']> }
  'partials/seat-bill': { bill: ShownBill }
}
