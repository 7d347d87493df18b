import { defineConfig } from 'vitest/config'
import suite, { assured } from './vitest.config.ts'

export default defineConfig({ ...suite, test: { ...suite.test, include: assured, exclude: [], testTimeout: 300_000 } })
