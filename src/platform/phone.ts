/** The address of a phone number: a phone dials what has no spaces in it. An extension is left to be said. */
export const dialled = (number: string): string => `tel:${number.replace(/x.*/i, '').replace(/[^\d+]/g, '')}`
