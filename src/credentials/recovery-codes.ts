import { randomInt } from 'node:crypto'
import { record } from '../audit.ts'
import type { Member } from '../actor.ts'
import { tellOfChange } from '../notifications.ts'
import { now } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { hashToken } from '../platform/tokens.ts'
import { ownedBy, signInOf, type Holder } from './holder.ts'
import { RECOVERY_CODES } from './rules.ts'

/** Without the letters and digits that look alike on paper. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** 24 characters of 31, about 118 bits: enough to be kept as a plain SHA-256 (ASVS 6.5.2). */
const newCode = () =>
  Array.from({ length: 6 }, () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')).join(
    '-',
  )

const hashOf = (code: string) => hashToken(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))

/** Makes a new set in place of the old one. @returns the codes, which are shown once and kept as hashes only */
export async function makeRecoveryCodes(tx: Tx, actor: Member, holder: Holder): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode)
  const { organizationId } = holder
  const row = { organizationId, ...ownedBy(holder), createdAt: now() }
  await tx.recoveryCode.deleteMany({ where: ownedBy(holder) })
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ ...row, id: newId(), codeHash: hashOf(code) })) })
  await record(tx, actor, 'recovery-codes.made', holder.accountId, { site: holder.site })
  await tellOfChange(tx, holder, 'recovery-codes-made', await signInOf(tx, holder))
  return codes
}

/** When the codes that count were made, as a text; empty where there are none. */
export async function codesMadeAt(tx: Tx, holder: Holder): Promise<string> {
  const newest = await tx.recoveryCode.findFirst({ where: ownedBy(holder), orderBy: { createdAt: 'desc' } })
  return newest?.createdAt.toISOString() ?? ''
}

/** Uses a code up, if it is one of theirs and was not used before. */
export async function useRecoveryCode(tx: Tx, holder: Holder, typed: string): Promise<boolean> {
  const where = { ...ownedBy(holder), codeHash: hashOf(typed), usedAt: null }
  const { count } = await tx.recoveryCode.updateMany({ where, data: { usedAt: now() } })
  if (count === 0) return false
  await record(tx, { kind: 'Visitor', organizationId: holder.organizationId }, 'recovery-code.used', holder.accountId)
  await tellOfChange(tx, holder, 'recovery-code-used', await signInOf(tx, holder))
  return true
}
