/** The palette a practice chooses from: how it is called, and its colour on white, as in public/app.css. */
export const practiceColours = {
  teal: { words: 'Teal', onWhite: '#1d6a63' },
  blue: { words: 'Blue', onWhite: '#2a5a94' },
  plum: { words: 'Plum', onWhite: '#7a3f79' },
  moss: { words: 'Moss', onWhite: '#47652a' },
  clay: { words: 'Clay', onWhite: '#91482f' },
  slate: { words: 'Slate', onWhite: '#45566b' },
} as const
export type PracticeColour = keyof typeof practiceColours
export const practiceColourNames = Object.keys(practiceColours) as PracticeColour[]

/** The colour on white, for mails and documents. */
export const onWhite = (colour: string): string => practiceColours[colour as PracticeColour].onWhite
