import { afterAll, beforeAll, expect, test } from 'vitest'
import { ada, harbor, theo } from '../../prisma/cast.ts'
import { signingKeyOf } from '../../src/documents/signing-keys.ts'
import { now } from '../../src/platform/clock.ts'
import { inOrganization, type Tx } from '../../src/platform/database.ts'
import { keys, startServer, type OwnServer } from '../own-server.ts'
import { SmtpSink } from '../smtp-sink.ts'
import { canaries } from './canaries.ts'
import { read, wordColumns, wordless } from './columns.ts'
import * as journey from './journey.ts'
import { Places, WatchedBrowser } from './places.ts'

const places = new Places()
const sink = new SmtpSink()
const inHarbor = <T>(work: (tx: Tx) => Promise<T>) => inOrganization({ organizationId: harbor.id }, work)

/** All that is looked through, beside the log of the database where it can be reached. */
const searched = [
  'addresses',
  'columns without words, or encrypted',
  'headers and redirects',
  'invitations by mail',
  'jobs',
  'mails',
  'pages of errors',
  'sessions',
  'the address that opens an invitation',
  'the audit',
  'the log',
  'throttling',
]

/** What was made on the way and is as secret as what was typed. */
const secrets: Record<string, string> = { 'master key': keys.MASTER_KEY, 'session secret': keys.SESSION_SECRET }
let server: OwnServer
let ended: number | string

/** The same names as canaries for the people of the practice. */
async function renameStaff(): Promise<void> {
  const renamed = { name: `${canaries['staff name']} Whitfield`, email: canaries['staff e-mail'] }
  await inHarbor((tx) => tx.staff.updateMany({ where: { id: ada.id }, data: renamed }))
  await inHarbor((tx) => tx.staff.updateMany({ where: { id: theo.id }, data: { email: canaries['therapist e-mail'] } }))
}

/** The main journey over HTTP, with each neighbour failing on the way. */
async function walk(): Promise<void> {
  const browser = () => new WatchedBrowser(server.url, places)
  const [staff, stranger, client] = [browser(), browser(), browser()]
  await journey.signIn(staff)
  const id = await journey.addFile(staff)
  await journey.hire(staff, sink)
  await inHarbor((tx) =>
    tx.assignment.create({ data: { organizationId: harbor.id, clientId: id, staffId: theo.id, since: now() } }),
  )
  await journey.invite(staff, sink, id, ['takes']) // in discreet mode
  await staff.post(`/staff/clients/${id}/details`, journey.file)
  await journey.refuse(stranger, await journey.invite(staff, sink, id, ['refuses', 'puts off', 'breaks off', 'takes']))
  const link = await journey.invite(staff, sink, id, ['takes'])
  secrets['link'] = link.split('key=')[1] ?? ''
  await journey.createAccount(client, link)
  const { questionnaire, consent, notice } = await journey.formsOf(id)
  await journey.fillIn(client, questionnaire)
  await journey.preferPaper(client, consent)
  await journey.agree(client)
  await journey.sign(client, consent)
  await journey.submit(client, canaries['time zone'])
  await journey.sign(client, questionnaire)
  await journey.sign(client, notice, { noticeReceipt: 'declined', declinedBecause: canaries['declined because'] })
  await places.addDatabase()
  await journey.submit(client)
  await journey.rendered(2)
  await journey.giveReason(staff, id)
  expect(await journey.readDocuments(staff, client, id)).toBe(3)
  await staff.post('/staff/organization/client-portal/login-link', { email: canaries['client e-mail'] })
  for (const { cookies } of [staff, stranger, client]) {
    for (const cookie of cookies.values()) secrets[`session ${cookie.slice(4, 8)}`] = cookie.slice(4, 36)
  }
  await client.post('/portal/harbor/sign-out')
  // one link more waits for a mail service that takes it
  await journey.invite(staff, sink, await another(staff), ['puts off'])
  secrets['waiting link'] = JSON.parse(await read('invitations.token')) as string
}

/** A second file. @returns its id */
async function another(staff: WatchedBrowser): Promise<string> {
  const form = { firstName: 'Ira', lastName: 'Lund', dateOfBirth: '2014-01-02', email: canaries['second e-mail'] }
  return String((await staff.post('/staff/clients', form)).headers['location'])
    .split('/')
    .at(-1)!
}

beforeAll(async () => {
  await renameStaff()
  server = await startServer({ SMTP_URL: await sink.open() })
  // what stands in an address is logged, and what is asked in it is not
  await fetch(`${server.url}/staff/zqplanted?search=${canaries.query}`)
  await walk()
  await places.addDatabase()
  places.addDatabaseLog()
  ended = await server.stop()
  places.add('the log', server.said())
  for (const taken of sink.taken) places.addMail(taken)
  const { privateKey } = await inHarbor((tx) => signingKeyOf(tx, harbor.id))
  secrets['signing key'] = privateKey.split('\n')[1] ?? ''
}, 300_000)
afterAll(() => sink.close())

test('every column that may hold words has a canary in it, or says why it holds none', async () => {
  const columns = await wordColumns()
  expect(
    Object.keys(wordless).filter((column) => !columns.includes(column)),
    'not there any more',
  ).toEqual([])
  const words = Object.values({ ...canaries, ...secrets }).map((word) => word.toLowerCase())
  const empty: string[] = []
  for (const column of columns.filter((each) => !(each in wordless))) {
    const content = (await read(column)).toLowerCase()
    if (!words.some((word) => content.includes(word))) empty.push(column)
  }
  expect(empty).toEqual([])
})

test('every canary was typed: all are kept but those of what was refused, hashed or shown otherwise', async () => {
  const all = await Promise.all((await wordColumns()).map(read))
  const kept = all.join('\n').toLowerCase()
  const notKept = Object.entries(canaries).filter(([, word]) => !kept.includes(word.toLowerCase()))
  expect(notKept.map(([name]) => name).sort()).toEqual([
    ...['date of birth in words', 'new last name', 'password', 'query', 'stranger e-mail', 'stranger password'],
    ...['too much', 'unknown field', 'weak password'],
  ])
})

test('a canary in the log is found, however it is spelled', () => {
  expect(places.find({ planted: 'zqplanted' })).toEqual(['planted in the log'])
  for (const spelled of ['ZQPLANTED', Buffer.from('so zqplanted it is').toString('base64'), '7a71706c616e746564']) {
    const other = new Places()
    other.add('elsewhere', `before ${spelled} after`)
    expect(other.find({ planted: 'zqplanted' }), spelled).toEqual(['planted in elsewhere'])
  }
})

test('no canary and no secret stands outside the files of clients and what was written to them', async () => {
  const all = { ...canaries, ...secrets }
  const found = places.find(all)
  const columns = await wordColumns()
  console.log(
    `S12: ${columns.length} columns of words (${Object.keys(wordless).length} hold none), ${Object.keys(all).length} canaries, ` +
      `${places.texts.size} places, ${places.bytes} bytes searched, ${found.length} found`,
  )
  expect(found).toEqual([])
  expect([...places.texts.keys()].filter((place) => place !== 'the log of the database').sort()).toEqual(searched)
  expect(sink.taken.length).toBeGreaterThan(5)
  // she had asked for discreet mails then
  const subjects = sink.taken.filter(({ recipients }) => recipients.includes(canaries['client e-mail']))
  expect(subjects[0]?.mail.subject).toBe('Something is waiting for you')
  expect(ended).toBe(0)
})
