import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { TooManyTries } from '../errors.ts'
import { infrastructure } from './database.ts'

/** What is counted -> tries allowed in how many seconds. Counted in the database, so for all processes together. */
const limits = {
  'sign-in.account': { points: 10, duration: 15 * 60 },
  'sign-in.device': { points: 10, duration: 15 * 60 },
  'sign-in.address': { points: 100, duration: 15 * 60 },
  'second-factor.account': { points: 10, duration: 15 * 60 },
  'password.account': { points: 10, duration: 15 * 60 },
  'password-link.account': { points: 5, duration: 60 * 60 },
  'password-link.address': { points: 60, duration: 60 * 60 },
  'refusal.account': { points: 60, duration: 15 * 60 },
  'invitation.address': { points: 60, duration: 15 * 60 },
} as const

export type Throttled = keyof typeof limits

let secret = ''
const limiters = new Map<Throttled, RateLimiterPostgres>()

/** Keys are kept as HMACs under this secret, so that the table holds no address and no e-mail. */
export function setThrottleSecret(given: string): void {
  secret = given
  limiters.clear()
}

function limiter(what: Throttled): RateLimiterPostgres {
  let it = limiters.get(what)
  if (!it) {
    it = new RateLimiterPostgres({
      storeClient: infrastructure(),
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: what,
      ...limits[what],
    })
    limiters.set(what, it)
  }
  return it
}

/** An IPv6 address stands for its whole network, because whoever has one of it has all (RFC 6177). */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('%', 1)[0]!.split('::')
  const groups = (part: string) => (part ? part.split(':') : [])
  const left = groups(head)
  const filled =
    tail === undefined ? left : [...left, ...Array<string>(8 - left.length - groups(tail).length).fill('0')]
  return [...filled, ...groups(tail ?? '')]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16))
    .join(':')
}

const keyed = (key: string) => createHmac('sha256', secret).update(key).digest('base64url')

/** Counts one try. @throws TooManyTries when there were too many */
export async function countTry(what: Throttled, key: string): Promise<void> {
  try {
    await limiter(what).consume(keyed(what.endsWith('.address') ? networkOf(key) : key))
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    throw new TooManyTries(Math.ceil(refused.msBeforeNext / 1000), refused.consumedPoints === limits[what].points + 1)
  }
}

/** Forgets the tries: the right one came. */
export const forgetTries = (what: Throttled, key: string) => limiter(what).delete(keyed(key))
