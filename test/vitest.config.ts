import { defineConfig } from 'vitest/config'

/** What runs for minutes or is still being judged: `npm run assure`. */
export const assured = ['test/matrix.test.ts', 'test/explain.test.ts', 'test/drift.test.ts']

export default defineConfig({
  root: import.meta.dirname + '/..',
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...assured, 'test/browser/**', 'test/bench/**', 'node_modules/**'],
    globalSetup: 'test/global-setup.ts',
    setupFiles: 'test/setup.ts',
    pool: 'forks',
    execArgv: ['--import', import.meta.dirname + '/typescript-in-threads.mjs'],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { TZ: 'Pacific/Chatham', LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent', NODE_ENV: 'test' },
  },
})
