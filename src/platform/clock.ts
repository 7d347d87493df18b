let read = () => new Date()

/** The one clock: nothing else in `src` asks what time it is, in TypeScript or in SQL. */
export const now = (): Date => read()

/** Puts another clock in place of the machine's; the tests do. */
export function setClock(clock: () => Date): void {
  read = clock
}
