// npm run assure [-- S19 S22]: the assurance rows that take longer than a minute or are about time, over the real program.
// Prints one line a figure and ends with 1 where one misses its goal. Needs a built program (npm run build).
import { openStage } from '../bench/stage.mjs'
import { s10 } from './s10.mjs'
import { s16 } from './s16.mjs'
import { s19 } from './s19.mjs'
import { s22 } from './s22.mjs'

const rows = { S10: s10, S16: s16, S19: s19, S22: s22 }
const asked = process.argv.slice(2).map((name) => name.toUpperCase())
const unknown = asked.filter((name) => !(name in rows))
if (unknown.length) {
  console.log(`not measured here: ${unknown.join(' ')}; there are ${Object.keys(rows).join(' ')}`)
  process.exitCode = 1
}

for (const [name, measure] of Object.entries(rows)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const stage = await openStage()
  try {
    for (const line of await measure(stage)) {
      console.log(line)
      if (!/ ok( |$)/.test(line)) process.exitCode = 1
    }
  } catch (error) {
    console.log(`${name} not measured: ${error.message}`)
    process.exitCode = 1
  }
  await stage.close()
}
