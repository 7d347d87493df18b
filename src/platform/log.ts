import { pino } from 'pino'

/** One JSON line an event, with ids and codes only: no bodies, no names, no addresses of people. */
export const log = pino({
  level: process.env['LOG_LEVEL'] ?? 'info',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
})

/** Where it happened, never what it said: a database's message may quote what was typed. */
export const framesOf = (error: unknown): string[] =>
  ((error as Error).stack ?? '')
    .split('\n')
    .filter((line) => /^ +at /.test(line))
    .slice(0, 6)
