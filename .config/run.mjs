// Runs a built program, or says what to do where it is not built: npm start, npm run demo, npm run seed ...
import { existsSync } from 'node:fs'

const programs = {
  main: 'src/main.js',
  demo: 'src/demo.js',
  seed: 'prisma/run-seed.js',
  verify: 'src/verify.js',
  'recover-administrator': 'src/recover-administrator.js',
}
const program = new URL(`../dist/${programs[process.argv[2]]}`, import.meta.url)
if (existsSync(program)) {
  process.argv.splice(2, 1)
  await import(program.href)
} else {
  console.error('Not built yet. Run: npm run build')
  process.exitCode = 1
}
