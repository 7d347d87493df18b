import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { renderApart } from '../../src/documents/render-apart.ts'
import { RENDERER, renderPdf } from '../../src/documents/render-pdf.ts'
import { practice, sealedExample, signedExample } from './signed-form.ts'

test('a PDF is rendered in a thread of its own, byte for byte the same, while pages are served', async () => {
  const { seal } = (await sealedExample()).evidence
  await renderApart(signedExample, seal, practice) // starting the thread is not what is measured
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const [one, other] = await Promise.all([
    renderApart(signedExample, seal, practice),
    renderApart(signedExample, seal, practice),
  ])
  delay.disable()
  const here = await renderPdf(signedExample, seal, practice)
  expect(one.pdf.equals(here)).toBe(true)
  expect(other.pdf.equals(here)).toBe(true)
  expect(one.renderer).toBe(RENDERER)
  console.log(`the loop was held up for at most ${Math.round(delay.max / 1e6)} ms while two PDFs were made`)
  expect(delay.max / 1e6).toBeLessThan(100)
})

test('a record that cannot be rendered fails by kind, without its words, and the next one is rendered', async () => {
  const { seal } = (await sealedExample()).evidence
  const broken = { ...signedExample, timeZone: 'Secret/Place' }
  await expect(renderApart(broken, seal, practice)).rejects.toThrow(/^the document could not be rendered: RangeError$/)
  expect((await renderApart(signedExample, seal, practice)).pdf.subarray(0, 5).toString()).toBe('%PDF-')
})
