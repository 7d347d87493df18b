import { fingerprintOf, isSignedBy, type PublicKey } from './seal.ts'

export const keyNamed = (keys: readonly PublicKey[], id: string): PublicKey | undefined =>
  keys.find((key) => key.id === id)

/**
 * What is wrong with a list of public keys and with those that were `used` to sign (ids). Trust starts at the key with
 * this fingerprint, or with none given at the oldest, and goes forward only: a key is trusted once a trusted one
 * vouches for it, for anyone can vouch for a key that is better than their own.
 */
export function keyProblems(keys: readonly PublicKey[], used: Iterable<string>, fingerprint?: string): string[] {
  const trusted = trustedKeys(keys, fingerprint)
  return [
    ...listProblems(keys),
    ...keys.flatMap((key) => oneKeyProblems(key, keys)),
    ...[...new Set(used)]
      .filter((id) => !trusted.has(id))
      .map((id) => `Key ${id}, which signed this, is not a trusted key.`),
  ]
}

function listProblems(keys: readonly PublicKey[]): string[] {
  const problems: string[] = []
  if (new Set(keys.map((key) => key.id)).size < keys.length) problems.push('A key is listed twice.')
  if (keys.filter((key) => key.endorsement === null).length !== 1)
    problems.push('There is not exactly one first key: every later key must be vouched for by an earlier one.')
  return problems
}

function oneKeyProblems(key: PublicKey, keys: readonly PublicKey[]): string[] {
  const problems: string[] = []
  if (!fingerprintOf(key.publicKey).startsWith(key.id)) problems.push(`Key ${key.id} is not the key its id names.`)
  if (key.endorsement && !isEndorsed(key, keyNamed(keys, key.endorsement.by), key.endorsement.signature))
    problems.push(`Key ${key.id} is not vouched for by key ${key.endorsement.by}.`)
  return problems
}

function isEndorsed(key: PublicKey, by: PublicKey | undefined, signature: string): boolean {
  if (!by) return false
  const statement = { keyId: key.id, publicKey: key.publicKey, by: by.id }
  return isSignedBy(by.publicKey, 'anteroom.key', statement, signature)
}

function trustedKeys(keys: readonly PublicKey[], fingerprint: string | undefined): Set<string> {
  const isFirst = (key: PublicKey) =>
    fingerprint === undefined ? key.endorsement === null : fingerprintOf(key.publicKey) === fingerprint
  const trusted = new Set(keys.filter(isFirst).map((key) => key.id))
  for (let before = -1; before !== trusted.size;) {
    before = trusted.size
    for (const key of keys) if (key.endorsement && trusted.has(key.endorsement.by)) trusted.add(key.id)
  }
  return trusted
}
