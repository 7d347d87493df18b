import { verifyFiles } from './documents/verify-files.ts'

/**
 * `npm run verify -- evidence.json [document.pdf] [--key fingerprint]` needs no database and no configuration.
 * `npm run verify -- --audit` walks the audit of the installation of this environment.
 */
if (process.argv.includes('--audit')) {
  const { verifyAudits } = await import('./verify-audit.ts')
  process.exitCode = (await verifyAudits()) ? 0 : 1
} else {
  const { isGood, lines } = await verifyFiles(process.argv.slice(2))
  for (const line of lines) (isGood ? process.stdout : process.stderr).write(`${line}\n`)
  process.exitCode = isGood ? 0 : 1
}
