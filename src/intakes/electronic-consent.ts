const topics = [
  {
    heading: 'Paper is fine too',
    text: 'You may get, fill in and sign each form on paper instead. It costs nothing, and your care is the same either way. Choose “I prefer paper” on any form, or tell the practice.',
  },
  {
    heading: 'What you agree to',
    text: 'You agree to fill in and sign the forms this practice sends you here, in the portal, and to get your copies here as well. It covers these forms and nothing else. You can ask for a paper copy of a form you signed at any time, free of charge.',
  },
  {
    heading: 'Changing your mind',
    text: 'You can take this back at any time, and it costs nothing. Open this page again and press “Withdraw my agreement”; the practice is told at once. If you cannot open it, call the practice and ask for paper. Forms you have already sent stay valid. Forms that are still open go on paper, unless you agree again.',
  },
  {
    heading: 'If your e-mail address changes',
    text: 'Tell the practice your new address by phone or in person. It changes the address in your file, and you sign in with the new one.',
  },
  {
    heading: 'What you need',
    text: 'You need a device with a web browser, like the one you use now, and a program that opens PDF files, which most phones and computers have. To keep a copy you also need a place to save it, or a printer.',
  },
]

/**
 * What a client agrees to before the first signature, after 15 U.S.C. 7001(c). The sealed record quotes it, so another
 * text is another version.
 */
export const consentText = {
  version: 2,
  topics,
  paragraphs: topics.map(({ heading, text }) => `${heading}. ${text}`),
} as const
