import { GRACE_DAYS } from './rules.ts'

const path = () => '/staff/organization/client-portal/subscription'

/** What administrators are told of bills for seats: that something waits, and how long. */
export const paymentNotices = {
  'seats-unpaid': {
    subject: 'A bill could not be charged',
    sentence: `The bill for the seats of your practice could not be charged. Everything goes on working for ${GRACE_DAYS} days. Please look at the card when you have a moment.`,
    path,
  },
  'seats-unpaid-week': {
    subject: 'A bill is still not paid: one week left',
    sentence:
      'The bill for the seats of your practice is still not paid. Everything goes on working for a week at most; then the paid seats pause, and the free one stays.',
    path,
  },
  'seats-unpaid-day': {
    subject: 'A bill is still not paid: one day left',
    sentence:
      'The bill for the seats of your practice is still not paid. Tomorrow the paid seats pause; the free one stays, and nothing is lost.',
    path,
  },
  'seats-paused': {
    subject: 'The paid seats are paused',
    sentence:
      'The paid seats of your practice are paused, because a bill is not paid. The free seat works as ever, and nothing is lost. They return as soon as the bill is paid.',
    path,
  },
  'seats-paid': {
    subject: 'The bill is settled',
    sentence: 'Thank you: the bill for the seats of your practice is settled, and every seat works.',
    path,
  },
}
