import { z } from 'zod'
import {
  documentStatement,
  isLinked,
  isSignedBy,
  publicKey,
  recordHash,
  recordSeal,
  sha256,
  type PublicKey,
  type RecordSeal,
} from './seal.ts'
import { keyNamed, keyProblems } from './trusted-keys.ts'

/** What proves one sealed record, whatever the record says. */
export const sealedEvidence = z.strictObject({
  record: z.json(),
  seal: recordSeal,
  document: documentStatement.nullable(),
  publicKeys: z.array(publicKey).min(1),
})
export type SealedEvidence = z.infer<typeof sealedEvidence>

export type Part =
  | 'evidence file'
  | 'record content'
  | 'record hash'
  | 'record signature'
  | 'chain link'
  | 'document statement'
  | 'PDF'
  | 'key'

/** One thing that is wrong. */
export interface Finding {
  part: Part
  problem: string
}

/**
 * Checks everything an evidence file claims; needs no database and trusts nothing in the file but mathematics.
 * Without `trust.fingerprint` (64 hex digits, as published by the practice) it proves that all belongs together and
 * nothing was changed since, not who made it.
 * @returns what is wrong; nothing where all is good
 */
export function verifyEvidence(evidence: unknown, pdf?: Uint8Array, trust: { fingerprint?: string } = {}): Finding[] {
  const file = sealedEvidence.safeParse(evidence)
  if (!file.success) return file.error.issues.map((issue) => malformed(issue.path, issue.message))
  const { seal, document, publicKeys } = file.data
  const used = [seal.keyId, document?.keyId ?? seal.keyId]
  const record = (evidence as SealedEvidence).record // as it stands in the file: parsing must not mend it
  return [
    ...keyProblems(publicKeys, used, trust.fingerprint).map((problem) => found('key', problem)),
    ...recordFindings(record, seal, keyNamed(publicKeys, seal.keyId)),
    ...documentFindings(file.data, pdf),
  ]
}

/** Checks that seals, in order, form one organization's whole chain: each signed, each naming the one before. */
export function verifyChain(seals: readonly RecordSeal[], publicKeys: readonly PublicKey[]): Finding[] {
  return seals.flatMap((seal, i) => {
    const before = seals[i - 1]
    const follows = seal.sequence === i + 1 && seal.previousHash === (before?.hash ?? null)
    const sameChain = seal.organizationId === (seals[0]?.organizationId ?? '')
    const findings = signatureFindings(seal, keyNamed(publicKeys, seal.keyId))
    if (follows && sameChain) return findings
    return [...findings, found('chain link', `Number ${i + 1} of the chain does not follow the one before it.`)]
  })
}

const found = (part: Part, problem: string): Finding => ({ part, problem })

const partOf: Record<string, Part> = { seal: 'record signature', document: 'document statement', publicKeys: 'key' }

const malformed = (path: readonly PropertyKey[], message: string) =>
  found(partOf[String(path[0])] ?? 'evidence file', `${path.map(String).join('.') || 'The file'}: ${message}`)

function recordFindings(record: unknown, seal: RecordSeal, key: PublicKey | undefined): Finding[] {
  const hash = hashIfAny(record)
  if (hash === seal.hash) return signatureFindings(seal, key)
  if (hash && isSealSigned({ ...seal, hash }, key)) return [found('record hash', 'The hash in the seal was changed.')]
  return [found('record content', 'The record is not the one that was sealed.'), ...signatureFindings(seal, key)]
}

/** A file can say in JSON what cannot be sealed, such as half a character: then there is no hash. */
function hashIfAny(record: unknown): string | null {
  try {
    return recordHash(record)
  } catch {
    return null
  }
}

function signatureFindings(seal: RecordSeal, key: PublicKey | undefined): Finding[] {
  const findings: Finding[] = []
  if (!isLinked(seal)) findings.push(found('chain link', 'Position and previous hash contradict each other.'))
  if (!isSealSigned(seal, key))
    findings.push(
      found('record signature', 'The signature is not over this hash, previous hash, position and organization.'),
    )
  return findings
}

function isSealSigned({ signature, ...statement }: RecordSeal, key: PublicKey | undefined): boolean {
  return key !== undefined && isSignedBy(key.publicKey, 'anteroom.record', statement, signature)
}

function documentFindings({ seal, document, publicKeys }: SealedEvidence, pdf: Uint8Array | undefined): Finding[] {
  if (!document) return pdf ? [found('PDF', 'The evidence names no PDF to compare this one with.')] : []
  const { signature, ...statement } = document
  const key = keyNamed(publicKeys, document.keyId)
  const findings: Finding[] = []
  if (!key || !isSignedBy(key.publicKey, 'anteroom.document', statement, signature))
    findings.push(found('document statement', 'The signature is not over this statement about the PDF.'))
  if (document.recordHash !== seal.hash)
    findings.push(found('document statement', 'The statement about the PDF is about another record.'))
  if (pdf && sha256(pdf) !== document.pdfSha256)
    findings.push(found('PDF', 'This PDF is not, byte for byte, the one that was made of the record.'))
  return findings
}
