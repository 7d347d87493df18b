import { mergeConfig } from 'vitest/config'
import { assured, default as suite } from './vitest.config.ts'

const config = mergeConfig(suite, {})
config.test = { ...config.test, include: assured, exclude: [], testTimeout: 300_000 }

export default config
