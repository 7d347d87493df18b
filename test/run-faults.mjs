// npm run test:faults [words]: plants each fault of faults.ts, or those whose name has one of the words, in a copy of the
// tree, and expects its test to turn red.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import ts from 'typescript'

const root = join(import.meta.dirname, '..')
const leftOut = new Set(['node_modules', 'dist', '.git'])
const AT_ONCE = 2

// the table is TypeScript, which Node 20 does not read
const compiled = ts.transpileModule(readFileSync(join(root, 'test/faults.ts'), 'utf8'), {
  compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
})
const table = await import(`data:text/javascript,${encodeURIComponent(compiled.outputText)}`)
const words = process.argv.slice(2)
const faults = table.faults.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))

const copies = mkdtempSync(join(tmpdir(), 'anteroom-faults-'))

function copyOfTree(number) {
  const copy = join(copies, String(number))
  cpSync(root, copy, { recursive: true, filter: (path) => !leftOut.has(relative(root, path)) })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** 'green', 'red', or 'broken' where not even the test could run. */
function verdict(copy, test) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const command = [vitest, 'run', '--config', 'test/faults.config.ts', test]
  const run = spawn(process.execPath, command, { cwd: copy, env: { ...process.env, ...table.environment } })
  let said = ''
  for (const stream of [run.stdout, run.stderr]) stream.on('data', (part) => (said += part))
  return new Promise((done) =>
    run.on('close', (code) => {
      const isRed = /Test Files .*\d+ failed/.test(said)
      if (code !== 0 && !isRed) console.log(said)
      done(code === 0 ? 'green' : isRed ? 'red' : 'broken')
    }),
  )
}

async function plant(copy, { file, text, replacement, test }) {
  const path = join(copy, file)
  const source = readFileSync(path, 'utf8')
  if (source.split(text).length !== 2) return 'stale: the text is not there exactly once'
  writeFileSync(
    path,
    source.replace(text, () => replacement),
  )
  const outcome = await verdict(copy, test)
  writeFileSync(path, source)
  return { red: 'found', green: 'NOT FOUND', broken: 'broken: the test could not run' }[outcome]
}

/** Gives each copy the next piece of work until none is left. */
async function shared(trees, list, work) {
  const waiting = [...list]
  const worker = async (copy) => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(copy, next)
  }
  await Promise.all(trees.map(worker))
}

try {
  const trees = Array.from({ length: AT_ONCE }, (_, number) => copyOfTree(number))
  const unsound = []
  await shared(trees, new Set(faults.map(({ test }) => test)), async (copy, test) => {
    if ((await verdict(copy, test)) !== 'green') unsound.push(test)
  })
  for (const test of unsound) console.log(`${test}: not green by itself, so it can find nothing`)
  let found = 0
  const sound = faults.filter(({ test }) => !unsound.includes(test))
  await shared(trees, sound, async (copy, fault) => {
    const outcome = await plant(copy, fault)
    if (outcome === 'found') found += 1
    console.log(`${fault.name} (${fault.file}): ${outcome}`)
  })
  console.log(`${found} of ${faults.length} faults found`)
  process.exitCode = found === faults.length && found > 0 ? 0 : 1
} finally {
  rmSync(copies, { recursive: true, force: true })
}
