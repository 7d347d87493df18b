import { defineConfig } from 'vitest/config'
import suite from './vitest.config.ts'

/** The suite as `npm run test:faults` runs single files of it, those left to `npm run assure` as well. */
export default defineConfig({ ...suite, test: { ...suite.test, exclude: ['node_modules/**'] } })
