import { fold } from '../fields.ts'
import type { Tx } from '../platform/database.ts'

interface Named {
  firstName: string
  lastName: string
  preferredName: string | null
  email: string | null
}

/** The key lists of clients are ordered by: last name, then first. */
export const nameKey = (client: Named): string => fold(`${client.lastName} ${client.firstName}`)

/** What a client is called on the screen: the preferred name with the last name. */
export const shownName = (client: Named): string => `${client.preferredName ?? client.firstName} ${client.lastName}`

/** A client in two letters, for the title of a browser's tab: it stays in histories, where the name is too much. */
export const initialsOf = (client: Named): string =>
  `${[...(client.preferredName ?? client.firstName)][0] ?? ''}. ${[...client.lastName][0] ?? ''}.`

/** Splits a text into the folded words it is found by. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    fold(text)
      .split(/[^\p{L}\p{N}@._+-]+/u)
      .filter(Boolean),
  ),
]

/** Writes the words one client is found by, in place of the earlier ones. */
export async function writeClientWords(tx: Tx, organizationId: string, clientId: string, client: Named): Promise<void> {
  const text = [client.firstName, client.lastName, client.preferredName, client.email].filter(Boolean).join(' ')
  await tx.clientWord.deleteMany({ where: { organizationId, clientId } })
  await tx.clientWord.createMany({ data: wordsOf(text).map((word) => ({ organizationId, clientId, word })) })
}
