import type { Actor } from '../actor.ts'

const initial = (word = '') => `${word.slice(0, 1).toUpperCase()}.`

/** The first letters of the first and the last word of a name: "C. B." */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  return words.length > 1 ? `${initial(words[0])} ${initial(words.at(-1))}` : initial(words[0])
}

const seesInitials = (actor: Actor): boolean => 'initialsOnly' in actor && actor.initialsOnly === true

/** What lists, feeds and calendars call a client for this reader. The one place that decides it; the file has the full name. */
export const listedName = (actor: Actor, name: string): string => (seesInitials(actor) ? initialsOf(name) : name)

/** The same for the address, which tells the name as well. */
export const listedEmail = (actor: Actor, email: string | null): string | null => (seesInitials(actor) ? null : email)
