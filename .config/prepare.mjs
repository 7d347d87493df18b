// Runs after `npm ci`: builds where the build tools are installed, and does nothing where they are not (--omit=dev).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

if (existsSync('node_modules/.bin/tsc') && existsSync('node_modules/.bin/prisma')) {
  process.exitCode = spawnSync('npm', ['run', 'build'], { stdio: 'inherit' }).status ?? 1
}
