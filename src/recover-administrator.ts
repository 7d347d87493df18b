import { readConfig } from './config.ts'
import { recoveryLinkFor } from './credentials/recover-administrator.ts'
import { openMail } from './platform/mail.ts'
import { openInstallation } from './start.ts'

/**
 * `npm run recover-administrator -- EMAIL`, on the server and in its environment: prints a link, good once for 30 minutes,
 * that lets a locked-out administrator choose a new password and set up a new second factor.
 */
const config = readConfig(process.env)
const installation = await openInstallation(config)
openMail({ transport: undefined, from: config.mailFrom, url: config.url })
const link = await recoveryLinkFor(process.argv.at(-1) ?? '')
if (link) console.log(link)
else console.error('No active administrator signs in with this address.')
process.exitCode = link ? 0 : 1
await installation.close()
