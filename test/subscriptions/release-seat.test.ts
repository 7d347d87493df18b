import { beforeEach, expect, test } from 'vitest'
import { ada, harbor, nia, ofra, theo } from '../../prisma/cast.ts'
import { releaseSeat } from '../../src/subscriptions/release-seat.ts'
import { holders, inHarbor, seated } from './seat-list.ts'

const actor = { kind: 'System', organizationId: harbor.id } as const

/** Deactivates somebody or makes them Office, and releases their seat, as the operation that does so must. */
const leaves = (id: string, data: { state: string } | { role: string }) =>
  inHarbor(async (tx) => {
    await tx.staff.updateMany({ where: { id }, data })
    await releaseSeat(tx, actor, id)
  })

beforeEach(async () => {
  await inHarbor((tx) => tx.staff.updateMany({ data: { state: 'active' } }))
  await inHarbor((tx) => tx.staff.updateMany({ where: { id: { in: [theo.id, nia.id] } }, data: { role: 'therapist' } }))
})

test('whoever is deactivated has no seat any more, and one seat less is paid for', async () => {
  await seated([theo, nia, ada], theo)
  await leaves(nia.id, { state: 'deactivated' })
  expect(await holders()).toEqual({ [theo.id]: 'free', [ada.id]: 'paid' })
  const newest = { orderBy: [{ at: 'desc' }, { id: 'desc' }] } as const
  const change = await inHarbor((tx) => tx.seatChange.findFirst({ orderBy: [...newest.orderBy] }))
  expect([change?.seatsBefore, change?.seatsAfter]).toEqual([3, 2])
})

test('a seat holder who becomes Office has none, and the free seat goes on to the next', async () => {
  await seated([theo, nia, ada], theo)
  await leaves(theo.id, { role: 'office' })
  expect(await holders()).toEqual({ [nia.id]: 'free', [ada.id]: 'paid' })
})

test('whoever has no seat leaves everything as it is', async () => {
  await seated([theo], theo)
  await leaves(nia.id, { state: 'deactivated' })
  await leaves(ofra.id, { state: 'deactivated' })
  expect(await holders()).toEqual({ [theo.id]: 'free' })
})

test('where a single therapist or administrator is left, the free seat is theirs without doing anything', async () => {
  await seated([theo], theo)
  await inHarbor((tx) => tx.staff.updateMany({ where: { id: nia.id }, data: { state: 'deactivated' } }))
  await leaves(theo.id, { state: 'deactivated' })
  expect(await holders()).toEqual({ [ada.id]: 'free' })
})

test('where several are left who have none, an administrator chooses', async () => {
  await seated([theo], theo)
  await leaves(theo.id, { state: 'deactivated' })
  expect(await holders()).toEqual({})
})
