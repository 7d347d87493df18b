import { expect, test, vi } from 'vitest'
import { renderApart } from '../../src/documents/render-apart.ts'
import { RENDERER, renderPdf } from '../../src/documents/render-pdf.ts'
import { practice, sealedExample, signedExample } from './signed-form.ts'

vi.setConfig({ testTimeout: 90_000 })

/** How often this thread's loop turned while the work was done: a loop that is held up does not turn. */
async function turnsDuring<T>(work: () => Promise<T>): Promise<[turns: number, result: T]> {
  let turns = 0
  const timer = setInterval(() => (turns += 1), 1)
  const result = await work()
  clearInterval(timer)
  return [turns, result]
}

test('a PDF is rendered in a thread of its own, byte for byte the same, while this one goes on', async () => {
  const { seal } = (await sealedExample()).evidence
  await renderApart(signedExample, seal, practice) // starting the thread is not what is measured
  const [apart, [one, other]] = await turnsDuring(() =>
    Promise.all([renderApart(signedExample, seal, practice), renderApart(signedExample, seal, practice)]),
  )
  const [here, pdf] = await turnsDuring(() => renderPdf(signedExample, seal, practice))
  expect(one.pdf.equals(pdf)).toBe(true)
  expect(other.pdf.equals(pdf)).toBe(true)
  expect(one.renderer).toBe(RENDERER)
  expect(apart).toBeGreaterThan(10 * (here + 1))
})

test('a record that cannot be rendered fails by kind, without its words, and the next one is rendered', async () => {
  const { seal } = (await sealedExample()).evidence
  const broken = { ...signedExample, timeZone: 'Secret/Place' }
  await expect(renderApart(broken, seal, practice)).rejects.toThrow(/^the document could not be rendered: RangeError$/)
  expect((await renderApart(signedExample, seal, practice)).pdf.subarray(0, 5).toString()).toBe('%PDF-')
})
