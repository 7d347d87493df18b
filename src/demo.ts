import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { castPassword, practices, secondFactors, staff, accounts } from '../prisma/cast.ts'
import { seed } from '../prisma/seed.ts'
import { demoMailbox } from './demo-mailbox.ts'
import { DemoProcessor } from './demo-processor.ts'
import { readConfig } from './config.ts'
import { start } from './start.ts'

/** The demonstration: its own state folder, the seeded cast, and nothing that leaves this machine. */
const outside = { SMTP_URL: undefined, STRIPE_SECRET_KEY: undefined, STRIPE_WEBHOOK_SECRET: undefined }
const config = readConfig({ ...process.env, NODE_ENV: 'development', ...outside })
const stateFolder = join(config.stateFolder, 'demo')
if (process.argv.includes('--fresh')) rmSync(stateFolder, { recursive: true, force: true })

const phones = secondFactors.map(({ staffId, secret }) => ({
  name: staff.find(({ id }) => id === staffId)?.name ?? '',
  secret,
}))
mkdirSync(stateFolder, { recursive: true })
const { router, transport } = demoMailbox(join(stateFolder, 'mailbox.jsonl'), phones)

const webhook = `http://127.0.0.1:${config.port}/webhooks/stripe`
const standIn = new DemoProcessor({
  ...{ host: config.host, pagesHost: new URL(config.url).hostname, file: join(stateFolder, 'card-processor.json') },
  tell: (body, signature) =>
    fetch(webhook, { method: 'POST', headers: { 'stripe-signature': signature }, body }).catch(() => {}),
})
const processor = await standIn.open()
await start({ ...config, stateFolder, processor }, { demonstration: router, transport, prepare: seed })

const lines = [
  `Staff sign in at ${config.url}/staff/sign-in`,
  ...practices.map(
    (practice) => `Clients of ${practice.name} sign in at ${config.url}/portal/${practice.portalAddress}/sign-in`,
  ),
  ...staff.map((person) => `${person.name}, ${person.role}: ${person.email} / ${castPassword}`),
  ...phones.map(({ name }) => `${name} is asked for a code as well: it stands at ${config.url}/demo/mailbox`),
  ...accounts.map((account) => `Client: ${account.email} / ${castPassword}`),
]
console.log(lines.join('\n'))
