import { readConfig } from './config.ts'
import { dangersOf } from './production.ts'
import { start } from './start.ts'

try {
  const config = readConfig(process.env)
  const dangers = dangersOf(config, process.env)
  if (dangers.length) throw new Error(dangers.join('\n'))
  await start(config)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
