import type { RecordSeal } from '../platform/seal.ts'
import { tablesOf } from './certificate-words.ts'
import type { SignedForm } from './record.ts'
import { rows } from './sheet-table.ts'
import { branch, keepTogether, write, type Sheet } from './sheet.ts'

/** Writes, on a new page, the certificate that says what was shown, to whom, when and from where, and how all this can be checked. */
export function renderCertificate(sheet: Sheet, record: SignedForm, seal: RecordSeal): void {
  sheet.doc.addPage()
  const part = branch(sheet, 'Sect')
  write(sheet, [part, 'H2'], 'section', 'Certificate')
  write(
    sheet,
    [part, 'P'],
    'quiet',
    'This certificate belongs to the document. It says what was shown, who answered, when and from where, and how anyone can check that nothing was changed since.',
  )
  for (const [heading, table] of tablesOf(record, seal)) {
    keepTogether(sheet, 40 + 26 * table.length)
    write(sheet, [part, 'H3'], 'heading', heading, { above: 10 })
    rows(sheet, part, table)
  }
  keepTogether(sheet, 180)
  write(sheet, [part, 'H3'], 'heading', 'How to check this document', { above: 10 })
  for (const sentence of howToCheck(record)) write(sheet, [part, 'P'], 'small', sentence)
  if (sheet.squares > 0) write(sheet, [part, 'P'], 'small', squaresExplained(sheet.squares))
}

function howToCheck({ documentNumber }: SignedForm): string[] {
  return [
    `Whoever may open document No. ${documentNumber} can also download its evidence file. It holds the sealed record (the whole text, the answers and everything above), the signatures and the public keys. It also names the SHA-256 of this PDF, so that a single changed byte shows.`,
    'With Anteroom at hand: npm run verify -- evidence.json document.pdf --key FINGERPRINT. The practice publishes the fingerprints of its keys on the page "signing-keys" of its client portal; a fingerprint begins with the key named above. No database and no account are needed.',
    'Without it: write the record as canonical JSON (RFC 8785); its SHA-256 must be the hash above. The signature is Ed25519 over the canonical JSON of hash, keyId, organizationId, previousHash, sequence and type ("anteroom.record").',
  ]
}

const squaresExplained = (count: number) =>
  `The typeface of this document cannot show ${count === 1 ? 'one character' : `${count} characters`}; a square (\u25a1) stands in each place. The evidence file holds every character as it was typed.`
