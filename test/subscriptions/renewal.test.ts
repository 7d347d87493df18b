import { afterEach, expect, test } from 'vitest'
import { ada, harbor, nia, theo } from '../../prisma/cast.ts'
import { handlers } from '../../src/jobs.ts'
import { setClock } from '../../src/platform/clock.ts'
import { drain } from '../../src/platform/jobs.ts'
import { dayText } from '../../src/platform/time.ts'
import { findRenewals } from '../../src/subscriptions/jobs.ts'
import { staffBrowser } from '../browser.ts'
import { formOf, inHarbor, LIST, seated } from './seat-list.ts'

afterEach(() => setClock(() => new Date()))
const at = (moment: string) => setClock(() => new Date(moment))

async function sweep(): Promise<void> {
  await findRenewals()
  await drain(handlers)
}
const bills = async () =>
  (await inHarbor((tx) => tx.seatBill.findMany({ orderBy: { renewedOn: 'asc' } }))).map(
    ({ renewedOn, dueCents, state }) => [dayText(renewedOn), dueCents, state],
  )
const period = async () => {
  const row = await inHarbor((tx) => tx.subscription.findUniqueOrThrow({ where: { organizationId: harbor.id } }))
  return [dayText(row.startsOn), dayText(row.renewsOn), row.carriedCents]
}

test('renewals are kept by the sweep, each once, when the day begins in the practice’s zone', async () => {
  at('2031-01-31T18:00:00Z')
  await seated([theo], theo, '2031-01-31')
  await (await staffBrowser(ada)).post(LIST, await formOf({ seats: [theo.id, nia.id] }))
  at('2031-02-28T05:59:00Z') // 23:59 of the day before in Chicago
  await sweep()
  expect(await bills()).toEqual([])
  at('2031-02-28T06:00:00Z')
  await sweep()
  await sweep()
  expect(await bills()).toEqual([['2031-02-28', 1200, 'recorded']])
  expect(await period()).toEqual(['2031-02-28', '2031-03-31', 0])
})

test('a server that was away for months makes up for it, and the page is right even before', async () => {
  at('2032-01-01T18:00:00Z')
  await seated([theo, nia], theo, '2032-01-01')
  const before = (await bills()).length
  at('2032-04-10T18:00:00Z')
  const page = await (await staffBrowser(ada)).get(LIST)
  expect(page.text).toContain('To be billed on May 1, 2032')
  expect(await period()).toEqual(['2032-01-01', '2032-02-01', 0])
  await sweep()
  expect((await bills()).slice(before)).toEqual([
    ['2032-02-01', 600, 'recorded'],
    ['2032-03-01', 600, 'recorded'],
    ['2032-04-01', 600, 'recorded'],
  ])
  expect((await (await staffBrowser(ada)).get(LIST)).text).toContain('Mar 1, 2032: $6.00')
})

test('a change made before the sweep has come round keeps the renewal as well', async () => {
  at('2033-01-01T18:00:00Z')
  await seated([theo, nia], theo, '2033-01-01')
  const before = (await bills()).length
  at('2033-02-03T18:00:00Z')
  await (await staffBrowser(ada)).post(LIST, await formOf({ seats: [theo.id] }))
  expect((await bills()).slice(before)).toEqual([['2033-02-01', 600, 'recorded']])
  const page = await (await staffBrowser(ada)).get(LIST)
  expect(page.text).toContain('Credit for unused time: 1 paid seat, Feb 3, 2033 to Feb 28, 2033 (26 of 28 days)')
  expect(page.text).toContain('-$5.57')
})

test('a practice that moves to an earlier zone has no change before what is billed already', async () => {
  at('2034-01-01T18:00:00Z')
  await seated([theo, nia], theo, '2034-01-01')
  at('2034-02-01T07:00:00Z') // the renewal date in Chicago, still the day before in Honolulu
  await sweep()
  const setZone = (timeZone: string) => inHarbor((tx) => tx.organization.updateMany({ data: { timeZone } }))
  await setZone('Pacific/Honolulu')
  await (await staffBrowser(ada)).post(LIST, await formOf({ seats: [theo.id] }))
  await setZone(harbor.timeZone)
  const change = await inHarbor((tx) => tx.seatChange.findFirst({ orderBy: [{ at: 'desc' }, { id: 'desc' }] }))
  expect(change && dayText(change.day)).toBe('2034-02-01')
})
