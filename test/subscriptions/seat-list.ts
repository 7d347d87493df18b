import { harbor } from '../../prisma/cast.ts'
import { now } from '../../src/platform/clock.ts'
import { inOrganization, type Tx } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { dayFromText, dayIn, minutesAfter } from '../../src/platform/time.ts'
import { renewalDate } from '../../src/subscriptions/renewals.ts'
import { seatingAt } from '../worlds.ts'

export const LIST = '/staff/organization/client-portal/subscription'
const organizationId = harbor.id

export const inHarbor = <T>(work: (tx: Tx) => Promise<T>) => inOrganization({ organizationId }, work)

type Form = Record<string, string | string[]>

/** The list's form as a page drawn now sends it, with what is changed in it. */
export async function formOf({ seats, ...changed }: Record<string, string | string[]>): Promise<Form> {
  const { ids, free } = await seatingAt(organizationId)
  const wanted = [seats ?? ids].flat().join(' ')
  return { had: ids.join(' '), hadFree: free ?? '', seats: wanted, free: free ?? '', ...changed }
}

/** Who has an open seat at Harbor, and in which state it is. */
export async function holders(): Promise<Record<string, string>> {
  const open = await inHarbor((tx) => tx.seat.findMany({ where: { openStaffId: { not: null } } }))
  return Object.fromEntries(open.map(({ staffId, state }) => [staffId, state]))
}

/** Ends every seat of Harbor and gives these people one, as if since the first day of a period without earlier changes. */
export async function seated(people: { id: string }[], free: { id: string } | null, startsOn?: string): Promise<void> {
  const day = startsOn ?? dayIn(now(), harbor.timeZone)
  const at = minutesAfter(now(), -10)
  await inHarbor(async (tx) => {
    const open = { openStaffId: { not: null } }
    await tx.seat.updateMany({ where: open, data: { state: 'ended', openStaffId: null, endedAt: now() } })
    for (const [index, { id: staffId }] of people.entries()) {
      const state = staffId === free?.id ? 'free' : 'paid'
      const since = minutesAfter(at, index)
      await tx.seat.create({ data: { organizationId, id: newId(), staffId, openStaffId: staffId, state, since } })
    }
    const last = await tx.seatChange.findFirst({ orderBy: [{ at: 'desc' }, { id: 'desc' }] })
    const counts = { seatsBefore: last?.seatsAfter ?? 0, seatsAfter: people.length }
    await tx.seatChange.create({ data: { organizationId, id: newId(), day: dayFromText(dayBeforeAll), at, ...counts } })
    const on = dayFromText(day)
    const period = {
      anchorOn: on,
      startsOn: on,
      renewsOn: dayFromText(renewalDate(day, 'month', day)),
      priceCents: 600,
    }
    await tx.subscription.updateMany({
      where: { organizationId },
      data: { ...period, state: 'current', carriedCents: 0, graceEndsOn: null, noticedDays: null },
    })
  })
}

const dayBeforeAll = '2026-01-01'
