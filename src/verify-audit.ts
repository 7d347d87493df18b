import { sealAllAudits, verifyAudit } from './audit-chain.ts'
import { readConfig } from './config.ts'
import { forEveryOrganization } from './every-organization.ts'
import { inOrganization } from './platform/database.ts'
import { openInstallation } from './start.ts'

/** `npm run verify -- --audit`: seals what is open, then walks each organization's chain. @returns whether all hold */
export async function verifyAudits(): Promise<boolean> {
  const installation = await openInstallation(readConfig(process.env))
  await sealAllAudits()
  let good = true
  await forEveryOrganization(async ({ organizationId }) => {
    const problems = await inOrganization({ organizationId }, verifyAudit)
    for (const problem of problems) console.error(`Wrong: ${organizationId}, ${problem}`)
    if (problems.length === 0) console.log(`The audit of ${organizationId} holds.`)
    good &&= problems.length === 0
  })
  await installation.close()
  return good
}
