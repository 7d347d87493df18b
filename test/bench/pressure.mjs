import { monitorEventLoopDelay } from 'node:perf_hooks'
import { hashPassword } from '../../dist/src/platform/password-hashes.js'

let histogram

/** How late the event loop was since it was last asked: p99 in milliseconds, of a timer that wants to run each of them. */
export function lag() {
  const late = histogram ? histogram.percentile(99) / 1e6 - 1 : 0
  histogram?.disable()
  histogram = monitorEventLoopDelay({ resolution: 1 })
  histogram.enable()
  return late
}

/** Passwords hashed a second by the program's own limiter, with nothing else to do. */
export async function hashesASecond() {
  const began = performance.now()
  await Promise.all(Array.from({ length: 100 }, () => hashPassword('a violet teapot on the stairs')))
  return 100_000 / (performance.now() - began)
}
