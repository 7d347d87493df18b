import { once } from 'node:events'
import { MessageChannel, Worker } from 'node:worker_threads'
import type { RecordSeal } from '../platform/seal.ts'
import type { SignedForm } from './record.ts'
import type { PracticeOnPaper } from './render-pdf.ts'
import type { Order, Rendered } from './render-thread.ts'

/** Milliseconds: what one document may take, and how long the thread stays without work. */
const LIMIT = 20_000
const IDLE = 60_000

let thread: Worker | undefined
let rendering = 0
let idle: NodeJS.Timeout | undefined

/**
 * Renders a record's PDF in a thread of its own, because its work would hold up every page.
 * @returns the bytes and the name of what made them
 * @throws Error where the renderer failed, fell or took too long; it names the failure's kind and no content
 */
export async function renderApart(record: SignedForm, seal: RecordSeal, practice: PracticeOnPaper) {
  const worker = (thread ??= startThread())
  const { port1, port2 } = new MessageChannel()
  const order: Order = { given: [record, seal, practice], answer: port2 }
  const done = new AbortController()
  const signal = AbortSignal.any([done.signal, AbortSignal.timeout(LIMIT)])
  clearTimeout(idle)
  rendering += 1
  worker.postMessage(order, [port2])
  const ended = once(worker, 'exit', { signal }).then(() => Promise.reject(new Error('the rendering thread ended')))
  try {
    return resultOf(((await Promise.race([once(port1, 'message', { signal }), ended])) as [Rendered])[0])
  } catch (error) {
    if (signal.aborted) await worker.terminate()
    throw error
  } finally {
    done.abort()
    port1.close()
    rendering -= 1
    if (rendering === 0) idle = setTimeout(() => void thread?.terminate(), IDLE).unref()
  }
}

function resultOf(rendered: Rendered) {
  if ('failure' in rendered) throw new Error(`the document could not be rendered: ${rendered.failure}`)
  return { pdf: Buffer.from(rendered.pdf), renderer: rendered.renderer }
}

function startThread(): Worker {
  // the same file in its built and in its source form
  const worker = new Worker(
    new URL(`./render-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
  )
  worker.unref()
  const forget = () => {
    if (thread === worker) thread = undefined
  }
  worker.once('exit', forget).once('error', forget)
  return worker
}
