// npm run test:faults [words]: plants each fault of faults/, or those whose name or test has one of the words,
// in a copy of the tree, and expects its test to turn red.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import ts from 'typescript'

const root = join(import.meta.dirname, '..')
const leftOut = new Set(['node_modules', 'dist', '.git'])
const AT_ONCE = 2

/** The tables are TypeScript, which Node 20 does not read. */
async function tableIn(file) {
  const compiled = ts.transpileModule(readFileSync(join(root, 'test', file), 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  return import(`data:text/javascript,${encodeURIComponent(compiled.outputText)}`)
}

const { environment, ofTheProgram } = await tableIn('faults.ts')
const tables = await Promise.all(readdirSync(join(root, 'test/faults')).map((file) => tableIn(join('faults', file))))
const words = process.argv.slice(2)
const isMeant = ({ name, test }) =>
  words.length === 0 || words.some((word) => name.includes(word) || test.includes(word))
const faults = tables.flatMap((each) => each.faults).filter(isMeant)

const copies = mkdtempSync(join(tmpdir(), 'anteroom-faults-'))

function copyOfTree(number) {
  const copy = join(copies, String(number))
  cpSync(root, copy, { recursive: true, filter: (path) => !leftOut.has(relative(root, path)) })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** Runs a command of a package in a copy: its exit code and what it said. */
function run(copy, program, args) {
  const command = [join(root, 'node_modules', program), ...args]
  const child = spawn(process.execPath, command, { cwd: copy, env: { ...process.env, ...environment } })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part))
  return new Promise((done) => child.on('close', (code) => done({ code, said })))
}

/** What the test says: 'green', 'red', or 'broken' where not even the test could run. */
async function verdict(copy, test) {
  // a fault may be one of types too: what it becomes is built all the same
  if (ofTheProgram.includes(test)) await run(copy, 'typescript/bin/tsc', ['-p', 'tsconfig.json'])
  const { code, said } = await run(copy, 'vitest/vitest.mjs', ['run', '--config', 'test/faults.config.ts', test])
  const isRed = /Test Files .*\d+ failed/.test(said)
  return { outcome: code === 0 ? 'green' : isRed ? 'red' : 'broken', said }
}

async function plant(copy, { file, text, replacement, test }) {
  const path = join(copy, file)
  const source = readFileSync(path, 'utf8')
  if (source.split(text).length !== 2) return 'stale: the text is not there exactly once'
  writeFileSync(
    path,
    source.replace(text, () => replacement),
  )
  const { outcome, said } = await verdict(copy, test)
  if (outcome === 'broken') console.log(said)
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
    const { outcome, said } = await verdict(copy, test)
    if (outcome === 'green') return
    unsound.push(test)
    console.log(`${said}\n${test}: not green by itself, so it can find nothing`)
  })
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
