import { parentPort, type MessagePort } from 'node:worker_threads'
import { RENDERER, renderPdf } from './render-pdf.ts'

/** One document to render, and where its answer goes. */
export interface Order {
  given: Parameters<typeof renderPdf>
  answer: MessagePort
}

/** What came of it: the PDF and what made it, or only the kind of failure, for a message may hold content. */
export type Rendered = { pdf: Uint8Array; renderer: string } | { failure: string }

parentPort?.on('message', ({ given, answer }: Order) => {
  renderPdf(...given).then(
    (pdf) => answer.postMessage({ pdf, renderer: RENDERER } satisfies Rendered),
    (error: Error) => answer.postMessage({ failure: error.name } satisfies Rendered),
  )
})
