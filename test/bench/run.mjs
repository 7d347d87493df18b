// npm run bench [-- P1 P6]: measures rows of the suite, each beside its floor in the same run. Prints one line a row and
// never fails: it is a bench, not a test. Needs a built program (npm run build).
import { loadavg } from 'node:os'
import { p1 } from './p1.mjs'
import { p6 } from './p6.mjs'
import { p8 } from './p8.mjs'
import { p9 } from './p9.mjs'
import { openStage } from './stage.mjs'

const rows = { P1: p1, P6: p6, P8: p8, P9: p9 }
const asked = process.argv.slice(2).map((name) => name.toUpperCase())
const unknown = asked.filter((name) => !(name in rows))
if (unknown.length) console.log(`not measured here: ${unknown.join(' ')}; there are ${Object.keys(rows).join(' ')}`)

const wanted = Object.entries(rows).filter(([name]) => asked.length === 0 || asked.includes(name))
const stage = wanted.length ? await openStage() : undefined
for (const [name, measure] of wanted) {
  try {
    for (const line of await measure(stage)) console.log(line)
  } catch (error) {
    console.log(`${name} not measured: ${error.message}`)
  }
  await stage.closeServers()
}
if (stage) {
  console.log(`load average ${loadavg()[0].toFixed(2)}`)
  await stage.close()
}
