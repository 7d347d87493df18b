import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: import.meta.dirname + '/..',
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/bench/**', 'node_modules/**'],
    globalSetup: 'test/global-setup.ts',
    setupFiles: 'test/setup.ts',
    pool: 'forks',
    execArgv: ['--import', import.meta.dirname + '/typescript-in-threads.mjs'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 180_000,
    env: { TZ: 'Pacific/Chatham', LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent', NODE_ENV: 'test' },
  },
})
