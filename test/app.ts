import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'

export const config = {
  ...readConfig({ ANTEROOM_URL: 'https://anteroom.example', NODE_ENV: 'test', ANTEROOM_HOME: '/tmp/anteroom-tests' }),
  trustProxy: 1,
}

/** The real application, as `npm start` makes it, under an https address. */
export const app = createApp(config, 'session secret of the tests')
