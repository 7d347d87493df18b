/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/**
 * The one way to write a value as JSON (RFC 8785): no spaces, names sorted by UTF-16 code units, numbers as
 * ECMAScript prints them. Equal values give equal bytes, so the result can be hashed and signed.
 * @throws TypeError for what JSON cannot hold without loss (undefined, NaN, lone surrogates, dates, class instances);
 * the message names the path, never the value
 */
export function canonicalJson(value: unknown, path = '$'): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return quoted(value, path)
  if (typeof value === 'number') return finite(value, path)
  if (Array.isArray(value)) return `[${Array.from(value, (each, i) => canonicalJson(each, `${path}[${i}]`)).join(',')}]`
  if (isPlainObject(value)) {
    const names = Object.keys(value).sort()
    return `{${names.map((name) => `${quoted(name, path)}:${canonicalJson(value[name], `${path}.${name}`)}`).join(',')}}`
  }
  throw new TypeError(`${path} is not JSON`)
}

function quoted(text: string, path: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError(`${path} holds half a character`)
  return JSON.stringify(text)
}

function finite(number: number, path: string): string {
  if (!Number.isFinite(number)) throw new TypeError(`${path} is not a finite number`)
  return JSON.stringify(number)
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Object.getOwnPropertySymbols(value).length > 0) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
