import { randomUUID } from 'node:crypto'
import { accounts, ada, castPassword, cleo, elm, eve, harbor, max, nia, ofra, omar, theo } from '../prisma/cast.ts'
import { nameKey, writeClientWords } from '../src/clients/client-words.ts'
import { infrastructure, inOrganization, type Tx } from '../src/platform/database.ts'
import { Browser, portalBrowser, staffBrowser } from './browser.ts'
import { giveFactor, midwaysSignIn, owingsSignIn } from './factors.ts'
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
/** A client without an account, assigned to the one therapist who may invite and to nobody else. */
const inas = { id: randomUUID(), firstName: 'Ina', lastName: 'Granger', email: 'ina@mail.example' }
const maxs = [...words(max), max.phone, 'Elmsford', 'elmsford']
const harbors = [...cleos, ...omars, ...danas, ...words(inas), 'Harborough', 'harborough']

/** Signs everybody in, once. A new person gets one line here, in `people`, and a cell in each row of the table. */
export async function arrangeAskers(worlds: Worlds): Promise<Asker[]> {
  const off = await inHarbor(addOthers)
  const gone = await inHarbor((tx) => addTherapist(tx, 'gone@harbor.example', 'Former Staff'))
  const granted = await inHarbor(addGranted)
  const grantedWorld = { ...worlds.harbor, ids: { ...worlds.harbor.ids, inviteeId: inas.id } }
  const beyondGranted = [...omars, ...danas, ...maxs, 'Harborough', 'harborough']
  const owing = await inOrganization({ organizationId: elm.id }, addOwing)
  await giveFactor(midwaysSignIn)
  const midway = { email: 'midway@mail.example' }
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
    await staff('theo', theo, worlds.harbor, [...omars, ...words(inas), ...maxs]),
    await staff('nia', nia, worlds.harbor, [...harbors, ...maxs]),
    await staff('seated', seated, worlds.harbor, [...harbors, ...maxs]),
    await staff('ofra', ofra, worlds.harbor, maxs),
    await staff('ada', ada, worlds.harbor, maxs),
    await staff('chief', chief, worlds.harbor, maxs),
    await staff('eve', eve, worlds.elm, harbors),
    await staff('gone', gone, worlds.harbor, [...harbors, ...maxs]),
    await halfWay('half', 'staff', eve.email, worlds.elm, harbors),
    await halfWay('owing', 'staff', owing.email, worlds.elm, [...harbors, ...maxs]),
    await halfWay('midway', 'portal', midway.email, worlds.harbor, [...harbors, ...maxs]),
    await staff('granted', granted, grantedWorld, beyondGranted),
    asker('hired', 'staff', await hired(worlds.harbor), worlds.harbor, [...harbors, ...maxs]),
  ]
  await addBrowsers(worlds)
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

/** A browser in which the password was right and nothing more came; it has opened a link for a new password as well. */
async function halfWay(person: Person, site: 'staff' | 'portal', email: string, world: World, mustNotSee: string[]) {
  const browser = new Browser()
  const base = site === 'staff' ? '/staff' : `/portal/${world.practice}`
  const answer = await browser.post(`${base}/sign-in`, { email, password: castPassword })
  if (!/code|second-factor/.test(String(answer.headers['location'])))
    throw new Error(`${person} is not half the way in`)
  const key = site === 'staff' ? world.ids.staffPasswordToken : world.ids.passwordToken
  await browser.get(`${base}/new-password?key=${key}`)
  return asker(person, site, browser, world, mustNotSee)
}

/** One more signed-in browser of each, under the handle of their world. */
async function addBrowsers(worlds: Worlds): Promise<void> {
  for (const { ids, account } of [worlds.harbor, worlds.elm]) {
    await infrastructure().query(
      `insert into sessions (sid, sess, expire)
       select sid || ' more', jsonb_set(sess::jsonb, '{handle}', to_jsonb($2::text)), expire
       from sessions where organization_id = $1 and account_id is not null`,
      [account.organizationId, ids.handle],
    )
  }
}

/** A browser that has opened the link of an invitation to the staff. */
async function hired({ ids }: World): Promise<Browser> {
  const browser = new Browser()
  await browser.get(`/staff/invitation?key=${ids.staffInvitationToken}`)
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
  await addFile(tx, dana, createdAt)
  await tx.assignment.create({ data: { organizationId, clientId: dana.id, staffId: theo.id, since: createdAt } })
  const accesses = [
    { id: randomUUID(), email: dana.email, clientId: dana.id, kind: 'self', relationship: null },
    {
      id: midwaysSignIn.accountId,
      email: 'midway@mail.example',
      clientId: dana.id,
      kind: 'representative',
      relationship: 'parent',
    },
    { id: randomUUID(), email: 'off@mail.example', clientId: omar.id, kind: 'representative', relationship: 'parent' },
  ]
  for (const { id, email, clientId, ...how } of accesses) {
    await tx.portalAccount.create({ data: { organizationId, id, email, state: 'active', passwordHash, createdAt } })
    const rights = ['forms', 'appointments', 'billing', 'messages', 'documents']
    await tx.access.create({ data: { organizationId, accountId: id, clientId, ...how, rights, since: createdAt } })
  }
  return { email: 'off@mail.example' }
}

/** A therapist of Elm, who has no second factor although Elm asks for one. */
export async function addOwing(tx: Tx): Promise<{ email: string }> {
  const row = await tx.staff.findFirstOrThrow({ where: { id: eve.id } })
  const owing = { ...row, id: owingsSignIn.accountId, email: 'owing@elm.example', name: 'New Staff', role: 'therapist' }
  await tx.staff.create({ data: owing })
  return owing
}

/** A therapist assigned to Cleo, with the password of the cast. */
async function addTherapist(tx: Tx, email: string, name: string) {
  const row = { ...(await tx.staff.findFirstOrThrow({ where: { id: theo.id } })), id: randomUUID(), email, name }
  await tx.staff.create({ data: row })
  const { organizationId, id: staffId, createdAt: since } = row
  await tx.assignment.create({ data: { organizationId, clientId: cleo.id, staffId, since } })
  return row
}

/** A therapist assigned to Cleo and Ina, who may invite clients. */
async function addGranted(tx: Tx): Promise<{ email: string }> {
  const therapist = await addTherapist(tx, 'granted@harbor.example', 'Granted Staff')
  const { organizationId, id: staffId, createdAt: since } = therapist
  await tx.staff.updateMany({ where: { id: staffId }, data: { canInvite: true } })
  await addFile(tx, inas, since)
  await tx.assignment.create({ data: { organizationId, clientId: inas.id, staffId, since } })
  return therapist
}

async function addFile(tx: Tx, person: typeof dana, createdAt: Date): Promise<void> {
  const file = { ...person, preferredName: null, dateOfBirth: null, phone: null, postalAddress: null, discreet: false }
  const row = { organizationId: harbor.id, ...file, state: 'active', nameKey: nameKey(file), createdAt }
  await tx.client.create({ data: row })
  await writeClientWords(tx, harbor.id, person.id, file)
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
