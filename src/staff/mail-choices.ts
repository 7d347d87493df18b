import { optionalMails, type OptionalMail } from '../notifications.ts'

/** A mail that staff may do without, in words. */
const optionalWords: Record<OptionalMail, string> = {
  'paper-preferred': 'A client would rather have a form on paper',
  'consent-withdrawn': 'A client no longer signs electronically',
  'invitation-refused': 'An invitation reached somebody it was not meant for',
  'seat-added': 'I was given a seat',
  'seat-removed': 'My seat was taken',
}

/** What may be switched off. */
export const optionalChoices = optionalMails.map((value) => ({ value, words: optionalWords[value] }))

/** What always comes, and why. */
export const alwaysOn = [
  {
    words: 'A client of mine has sent in signed forms',
    why: 'Somebody must see what a client wrote. All assigned staff are told; where nobody is assigned, the administrators.',
  },
  {
    words: 'An online payment',
    why: 'Every administrator and every assigned therapist is told of each payment, once payments are taken online.',
  },
  {
    words: 'A bill for seats could not be charged',
    why: 'Administrators only. Seats pause where nobody looks at the card in time.',
  },
  {
    words: 'My own sign-in was changed',
    why: 'If it was not you, you must learn of it at once.',
  },
]
