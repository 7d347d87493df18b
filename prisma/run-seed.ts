import { openInstallation } from '../src/start.ts'
import { readConfig } from '../src/config.ts'
import { seed } from './seed.ts'

/** `npm run seed`: writes the cast into the installation of this environment; works beside a running server. */
const installation = await openInstallation(readConfig(process.env))
await seed()
await installation.close()
