import { openInstallation } from '../src/start.ts'
import { readConfig } from '../src/config.ts'
import { seed } from './seed.ts'

/** `npm run seed`: writes the cast into the installation of this environment; works beside a running server. */
const config = readConfig(process.env)
if (config.production) throw new Error('The cast has a public password: it is not for production.')
const installation = await openInstallation(config)
await seed()
await installation.close()
