import { randomUUID } from 'node:crypto'
import { accounts, ada, cleo, elm, eve, harbor, max, nia, ofra, omar, theo } from '../prisma/cast.ts'
import { nameKey, writeClientWords } from '../src/clients/client-words.ts'
import { inOrganization, type Tx } from '../src/platform/database.ts'
import { Browser, portalBrowser, staffBrowser } from './browser.ts'
import type { World, Worlds } from './worlds.ts'
import type { Person } from './expected.ts'

/** Somebody who asks: on which site, with which cookies, and what must never stand on a page for them. */
export interface Asker {
  person: Person
  site: 'staff' | 'portal' | null
  cookie: string
  world: World
  mustNotSee: string[]
}

/** Another client of Harbor, with an account; assigned to Theo, and after Omar in every list. */
export const dana = { id: randomUUID(), firstName: 'Dana', lastName: 'Zell', email: 'dana@mail.example' }

const words = (client: { id: string; firstName: string; lastName: string; email: string }) => [
  client.id,
  client.lastName,
  client.email,
]
const cleos = [...words(cleo), cleo.preferredName, cleo.phone]
const omars = [...words(omar), omar.phone]
const danas = words(dana)
const maxs = [...words(max), max.phone, 'Elmsford', 'elmsford']
const harbors = [...cleos, ...omars, ...danas, 'Harborough', 'harborough']

/** Signs everybody in, once. A new person gets one line here, in `people`, and a cell in each row of the table. */
export async function arrangeAskers(worlds: Worlds): Promise<Asker[]> {
  const off = await inHarbor(addOthers)
  const gone = await inHarbor(addDeparting)
  const { seated, chief } = await inHarbor(addSeated)
  const staff = async (person: Person, who: { email: string }, world: World, mustNotSee: string[]) =>
    asker(person, 'staff', await staffBrowser(who), world, mustNotSee)
  const portal = async (person: Person, who: { email: string }, practice: typeof harbor, rest: [World, string[]]) =>
    asker(person, 'portal', await portalBrowser(who, practice), ...rest)
  const askers = [
    asker('anonymous', null, null, worlds.harbor, [...harbors, ...maxs]),
    asker('invited', 'portal', await invited(worlds.harbor), worlds.harbor, [...harbors, ...maxs]),
    await portal('client', omar, harbor, [worlds.harbor, [...cleos, ...danas, ...maxs]]),
    await portal('other', dana, harbor, [worlds.harbor, [...cleos, ...omars, ...maxs]]),
    await portal('off', off, harbor, [worlds.harbor, [...harbors, ...maxs]]),
    await portal('guest', max, elm, [worlds.harbor, [...harbors, ...maxs]]),
    await portal('max', max, elm, [worlds.elm, harbors]),
    await staff('theo', theo, worlds.harbor, [...omars, ...maxs]),
    await staff('nia', nia, worlds.harbor, [...harbors, ...maxs]),
    await staff('seated', seated, worlds.harbor, [...harbors, ...maxs]),
    await staff('ofra', ofra, worlds.harbor, maxs),
    await staff('ada', ada, worlds.harbor, maxs),
    await staff('chief', chief, worlds.harbor, maxs),
    await staff('eve', eve, worlds.elm, harbors),
    await staff('gone', gone, worlds.harbor, [...harbors, ...maxs]),
  ]
  await inHarbor(async (tx) => {
    await tx.staff.updateMany({ where: { email: gone.email }, data: { state: 'deactivated' } })
    await tx.portalAccount.updateMany({ where: { email: off.email }, data: { state: 'switched_off' } })
  })
  return askers
}

/** A browser that has opened the link of an invitation. */
async function invited({ practice, ids }: World): Promise<Browser> {
  const browser = new Browser()
  await browser.get(`/portal/${practice}/invitation?key=${ids.invitationToken}`)
  return browser
}

const inHarbor = <T>(work: (tx: Tx) => Promise<T>) => inOrganization({ organizationId: harbor.id }, work)

function asker(
  person: Person,
  site: Asker['site'],
  browser: Browser | null,
  world: World,
  mustNotSee: string[],
): Asker {
  const cookie = [...(browser?.cookies ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  return { person, site, cookie, world, mustNotSee }
}

const account = accounts[0]!

/** Dana with her account, and an account that acted for Omar until it was switched off. @returns the latter */
async function addOthers(tx: Tx): Promise<{ email: string }> {
  const organizationId = harbor.id
  const { passwordHash, createdAt } = await tx.portalAccount.findFirstOrThrow({ where: { id: account.id } })
  const file = { ...dana, preferredName: null, dateOfBirth: null, phone: null, postalAddress: null, discreet: false }
  await tx.client.create({ data: { organizationId, ...file, state: 'active', nameKey: nameKey(file), createdAt } })
  await writeClientWords(tx, organizationId, dana.id, file)
  await tx.assignment.create({ data: { organizationId, clientId: dana.id, staffId: theo.id, since: createdAt } })
  const accesses = [
    { id: randomUUID(), email: dana.email, clientId: dana.id, kind: 'self', relationship: null },
    { id: randomUUID(), email: 'off@mail.example', clientId: omar.id, kind: 'representative', relationship: 'parent' },
  ]
  for (const { id, email, clientId, ...how } of accesses) {
    await tx.portalAccount.create({ data: { organizationId, id, email, state: 'active', passwordHash, createdAt } })
    const rights = ['forms', 'appointments', 'billing', 'messages', 'documents']
    await tx.access.create({ data: { organizationId, accountId: id, clientId, ...how, rights, since: createdAt } })
  }
  return { email: 'off@mail.example' }
}

/** A therapist to whom nobody is assigned, and an administrator; both have a seat. */
async function addSeated(tx: Tx) {
  const give = async (like: { id: string }, email: string, name: string) => {
    const row = await tx.staff.findFirstOrThrow({ where: { id: like.id } })
    const person = await tx.staff.create({ data: { ...row, id: randomUUID(), email, name } })
    const { organizationId, id: staffId, createdAt: since } = person
    const seat = { organizationId, id: randomUUID(), staffId, openStaffId: staffId, state: 'paid', since }
    await tx.seat.create({ data: seat })
    return person
  }
  return {
    seated: await give(nia, 'seated@harbor.example', 'Seated Therapist'),
    chief: await give(ada, 'chief@harbor.example', 'Seated Administrator'),
  }
}

/** A therapist assigned to Cleo who will be deactivated. */
async function addDeparting(tx: Tx): Promise<{ email: string }> {
  const row = await tx.staff.findFirstOrThrow({ where: { id: theo.id } })
  const gone = { ...row, id: randomUUID(), email: 'gone@harbor.example', name: 'Former Staff' }
  await tx.staff.create({ data: gone })
  const { organizationId, id: staffId, createdAt: since } = gone
  await tx.assignment.create({ data: { organizationId, clientId: cleo.id, staffId, since } })
  return gone
}
