import { pino } from 'pino'

/** One JSON line an event, with ids and codes only: no bodies, no names, no addresses of people. */
export const log = pino({
  level: process.env['LOG_LEVEL'] ?? 'info',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
})
