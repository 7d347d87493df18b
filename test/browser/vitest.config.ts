import { defineConfig } from 'vitest/config'
import base from '../vitest.config.ts'

/** The same database, clock and processes as the other tests, and a real browser. */
export default defineConfig({
  ...base,
  test: { ...base.test, include: ['test/browser/**/*.test.ts'], exclude: [], testTimeout: 300_000 },
})
