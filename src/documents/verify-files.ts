import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { fingerprintOf } from '../platform/seal.ts'
import { verifyEvidence, type Finding } from '../platform/verify-evidence.ts'
import { evidence, type Evidence } from './record.ts'

const usage = 'Usage: npm run verify -- evidence.json [document.pdf] [--key fingerprint]'

interface Outcome {
  isGood: boolean
  lines: string[]
}

/**
 * Checks an evidence file, and the PDF where one is named, for the command line: a line for each thing that is wrong,
 * or one that says what matches. A `--key` is 64 hex digits; spaces and colons in it do not matter.
 */
export async function verifyFiles(commandLine: string[]): Promise<Outcome> {
  try {
    const { values, positionals } = parseArgs({
      args: commandLine,
      options: { key: { type: 'string' } },
      allowPositionals: true,
    })
    const [evidenceFile, pdfFile, tooMany] = positionals
    if (!evidenceFile || tooMany) return { isGood: false, lines: [usage] }
    const key = values.key?.replace(/[\s:]/g, '').toLowerCase()
    if (key !== undefined && !/^[0-9a-f]{64}$/.test(key))
      return { isGood: false, lines: ['A fingerprint has 64 digits from 0 to f; the shorter key id is not enough.'] }
    const content: unknown = JSON.parse(await readFile(evidenceFile, 'utf8'))
    return outcome(content, pdfFile === undefined ? undefined : await readFile(pdfFile), key)
  } catch (error) {
    return {
      isGood: false,
      lines: [`This cannot be read: ${error instanceof Error ? error.message : 'no reason given'}`, usage],
    }
  }
}

function outcome(content: unknown, pdf: Uint8Array | undefined, fingerprint: string | undefined): Outcome {
  const findings = verifyEvidence(content, pdf, fingerprint === undefined ? {} : { fingerprint })
  const form = evidence.safeParse(content)
  if (findings.length > 0 || !form.success) {
    const lines = [...findings, ...(form.error?.issues ?? []).map(unknownForm)]
    return { isGood: false, lines: lines.map(({ part, problem }) => `Wrong: ${part}. ${problem}`) }
  }
  return { isGood: true, lines: matching(form.data, pdf !== undefined, fingerprint !== undefined) }
}

const unknownForm = ({ path, message }: { path: readonly PropertyKey[]; message: string }): Finding => ({
  part: 'evidence file',
  problem: `${path.map(String).join('.') || 'The file'}: ${message}`,
})

function matching({ record, seal, document, publicKeys }: Evidence, withPdf: boolean, withKey: boolean): string[] {
  const key = publicKeys.find(({ id }) => id === seal.keyId)
  const parts = [
    'record',
    'hash',
    'signature',
    'key',
    ...(document ? ['document statement'] : []),
    ...(withPdf ? ['PDF'] : []),
  ]
  const lines = [
    `Everything matches: ${parts.join(', ')}.`,
    `${record.form.content.title}, No. ${record.documentNumber}, ${record.organization.name}: ${record.signature.kind.replaceAll('_', ' ')} ${record.signedAt}.`,
  ]
  if (!withPdf) lines.push('No PDF was compared: name one after the evidence file.')
  if (!withKey && key)
    lines.push(
      `Nothing was changed since it was sealed. Whether this practice sealed it shows only when this fingerprint is the one it publishes: ${fingerprintOf(key.publicKey)}`,
    )
  return lines
}
