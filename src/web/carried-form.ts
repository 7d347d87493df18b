import { createHmac, timingSafeEqual } from 'node:crypto'

/** A form that was posted after its sender had been signed out: it waits in the sign-in page itself and is never stored. */
export interface CarriedForm {
  /** Where it was going. */
  path: string
  /** Says for whose sign-in it may go on, without naming the account. */
  mark: string
  fields: readonly (readonly [name: string, value: string])[]
}

interface Account {
  organizationId: string
  accountId: string
}

const PREFIX = 'kept.'
const goesOn = /^\/portal\/[a-z0-9-]+\/forms\/[0-9a-f-]{36}\/(sections\/\d{1,3}|signature)$/

let secret = ''

/** The key of the marks, from the configuration, once at start. */
export function setCarriedFormSecret(given: string): void {
  secret = given
}

const markFor = (account: Account, path: string) =>
  createHmac('sha256', secret).update(`${account.organizationId} ${account.accountId} ${path}`).digest('base64url')

/** Takes up what was posted to a page that is filled in; null elsewhere. */
export function carried(path: string, form: unknown, account: Account): CarriedForm | null {
  return goesOn.test(path) ? { path, mark: markFor(account, path), fields: pairs(form) } : null
}

/** The same form as it comes back with the sign-in; null where it is not one of ours. */
export function carriedBack(form: Record<string, unknown>): CarriedForm | null {
  const { path, mark } = form
  if (typeof path !== 'string' || typeof mark !== 'string' || !goesOn.test(path)) return null
  const kept = pairs(form).filter(([name]) => name.startsWith(PREFIX))
  return { path, mark, fields: kept.map(([name, value]) => [name.slice(PREFIX.length), value]) }
}

/** Whether the account that has just signed in is the one that typed it. */
export function isTypedBy({ mark, path }: CarriedForm, account: Account): boolean {
  const own = Buffer.from(markFor(account, path))
  const given = Buffer.from(mark)
  return own.length === given.length && timingSafeEqual(own, given)
}

/** The hidden fields of the sign-in page, under names of their own. */
export const hiddenFields = ({ path, mark, fields }: CarriedForm): CarriedForm['fields'] => [
  ['path', path],
  ['mark', mark],
  ...fields.map(([name, value]) => [PREFIX + name, value] as const),
]

const pairs = (form: unknown): [string, string][] =>
  Object.entries((form ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    [value].flat().flatMap((each): [string, string][] => (typeof each === 'string' ? [[name, each]] : [])),
  )
