import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setClock } from '../../src/platform/clock.ts'
import { infrastructure } from '../../src/platform/database.ts'
import { hashToken } from '../../src/platform/tokens.ts'
import { Browser } from '../browser.ts'
import { databaseWatch } from '../checksum.ts'
import { useMailbox } from '../mail.ts'
import { doors, linkKinds, type LinkKind } from './links.ts'

const mailbox = useMailbox()
let watch: Awaited<ReturnType<typeof databaseWatch>>
const done = { tried: 0, taken: [] as string[] }

beforeAll(async () => void (watch = await databaseWatch()))
beforeEach(async () => {
  setClock(() => new Date())
  await infrastructure().query('delete from rate_limits')
})
afterAll(() => {
  setClock(() => new Date())
  console.log(`S8: ${done.tried} uses of links out of turn, ${done.taken.length} taken`)
})

let browsers = 0
async function opened(link: string): Promise<Browser> {
  const browser = new Browser()
  browser.address = `198.51.100.${(browsers += 1) % 250}`
  await browser.get(link)
  return browser
}

type Door = Pick<LinkKind, 'takes' | 'form'>

/** Posts a form where it must not be taken: refused kindly, and not a row is another. */
async function refused(what: string, browser: Browser, { takes, form }: Door, statuses = [422]): Promise<void> {
  const before = (await watch()).rows
  const { status } = await browser.post(takes, form)
  done.tried += 1
  if (!statuses.includes(status) || (await watch()).rows !== before) done.taken.push(`${what}: ${status}`)
}

const keyOf = (link: string) => new URL(link, 'https://anteroom.example').searchParams.get('key') ?? ''
const flipped = (key: string) => key.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))

/** What a stranger could make of a key, as queries. */
const alterations = (key: string) => [
  `key=${key.slice(0, -1)}`,
  `key=${key.slice(1)}`,
  `key=${flipped(key)}`,
  `key=${key}A`,
  `key=${key}%00`,
  `key=%20${key}`,
  `key=${key.toLowerCase()}`,
  `key=${hashToken(key)}`,
  `key=${key}&key=${key}`,
  `key[]=${key}`,
  `key[not]=`,
  'key=',
  'key=%7B%22not%22%3A%22%22%7D',
  '__proto__[key]=x',
]

describe.each(linkKinds)('$name', (kind) => {
  test('is taken once, even of twenty at once, and never again', async () => {
    const link = await kind.make(mailbox, kind.somebody())
    const racers = await Promise.all(Array.from({ length: 20 }, () => opened(link)))
    const answers = await Promise.all(racers.map((racer) => racer.post(kind.takes, kind.form)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 19 }, () => 422)])
    await refused('used, opened before', racers[0]!, kind)
    await refused('used, opened again', await opened(link), kind)
    expect(done.taken).toEqual([])
  })

  test('is nothing once it has run out, or once a newer one was made', async () => {
    const who = kind.somebody()
    const first = await kind.make(mailbox, who)
    const early = await opened(first)
    const second = await kind.make(mailbox, who)
    await refused('superseded, opened before', early, kind)
    await refused('superseded, opened after', await opened(first), kind)
    const waiting = await opened(second)
    setClock(() => new Date(Date.now() + kind.days * 24 * 3600_000))
    await refused('run out, opened before', waiting, kind)
    await refused('run out, opened after', await opened(second), kind)
    expect(done.taken).toEqual([])
  })

  test('is nothing with another character, in another shape, or not opened at all', async () => {
    const link = await kind.make(mailbox, kind.somebody())
    await refused('never opened', new Browser(), kind)
    for (const query of alterations(keyOf(link))) {
      await refused(query.replace(keyOf(link), '…'), await opened(`${kind.page}?${query}`), kind)
    }
    // a wrong key also shuts what a right one had opened in the same browser
    const browser = await opened(link)
    await browser.get(`${kind.page}?key=${flipped(keyOf(link))}`)
    await refused('a wrong key after the right one', browser, kind)
    expect(done.taken).toEqual([])
    expect((await (await opened(link)).post(kind.takes, kind.form)).status).toBe(303)
  })

  test('opens nothing of another kind or practice, and names nobody but its own', async () => {
    const link = await kind.make(mailbox, kind.somebody())
    for (const door of doors.filter(({ page }) => page !== kind.page)) {
      await refused(`at ${door.page}`, await opened(`${door.page}?key=${keyOf(link)}`), door)
      await refused(`opened here, used at ${door.takes}`, await opened(link), door, [422, 404])
    }
    for (const name of ['email', 'accountId', 'staffId', 'organizationId', 'id', 'invitationId', 'role']) {
      const form = { ...kind.form, [name]: '0192f000-0000-7000-8000-000000000011' }
      await refused(`with ${name}`, await opened(link), { ...kind, form })
    }
    expect(done.taken).toEqual([])
    expect((await (await opened(link)).post(kind.takes, kind.form)).status).toBe(303)
  })
})
