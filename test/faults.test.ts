import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ofTheProgram, type Fault } from './faults.ts'

const tables = readdirSync('test/faults').map((name) => name.replace(/\.ts$/, ''))
const faults: Fault[] = []
for (const name of tables) faults.push(...((await import(`./faults/${name}.ts`)) as { faults: Fault[] }).faults)

const times = ({ file, text }: Fault) => (existsSync(file) ? readFileSync(file, 'utf8').split(text).length - 1 : 0)

test('each fault can be planted: its text stands in its file exactly once, and something else would stand there', () => {
  expect(faults.length).toBeGreaterThan(80)
  expect(faults.filter((fault) => times(fault) !== 1 || fault.text === fault.replacement)).toEqual([])
})

test('each fault has a name of its own and a test that is there', () => {
  const names = faults.map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  expect(faults.filter(({ test }) => !existsSync(test))).toEqual([])
  expect(ofTheProgram.filter((program) => !faults.some((fault) => fault.test === program))).toEqual([])
})
