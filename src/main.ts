import { readConfig } from './config.ts'
import { start } from './start.ts'

try {
  await start(readConfig(process.env))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
