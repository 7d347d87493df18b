import { expect, test } from 'vitest'
import { ada, cleo, eve, harbor, max, nia, ofra, omar, theo } from '../../prisma/cast.ts'
import { auditEvents, record, recordAll, type AuditEvent } from '../../src/audit.ts'
import { eventKinds, eventWords, sentenceOf } from '../../src/audit-log/event-words.ts'
import { setClock } from '../../src/platform/clock.ts'
import { csvOf } from '../../src/platform/csv.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { staffBrowser } from '../browser.ts'

const log = '/staff/organization/audit'
const as = (person: { id: string; organizationId: string; name: string }) =>
  ({
    kind: 'Administrator',
    organizationId: person.organizationId,
    staffId: person.id,
    name: person.name,
    mayInvite: false,
    hasSeat: false,
  }) as const

/** What happened at a moment, written as operations write it. */
async function happened(
  at: string,
  event: AuditEvent,
  subjectId: string | null,
  person = ada,
  details: Parameters<typeof record>[4] = {},
): Promise<void> {
  setClock(() => new Date(at))
  await inOrganization(person, (tx) => record(tx, as(person), event, subjectId, details)).finally(() =>
    setClock(() => new Date()),
  )
}

/** The lines of a page: what stands in the column "What". */
const linesOf = (text: string) =>
  [...text.matchAll(/data-label="What">([^<]*)</g)].map(([, line = '']) => line.replaceAll('&#34;', '"'))

test('every event has a kind and a sentence, and each sentence names who or what', () => {
  for (const event of Object.keys(auditEvents) as AuditEvent[]) {
    const { kind, says } = eventWords[event]
    expect(Object.keys(eventKinds)).toContain(kind)
    const sentence = sentenceOf(event, { who: 'WHO', subject: 'SUBJECT', details: {} })
    expect(sentence, says).not.toMatch(/[{}]|\s$/)
  }
  const from = { who: 'Ada', subject: 'Theo', details: { from: ['therapist'], to: ['office'] } }
  expect(sentenceOf('staff.role-changed', from)).toBe('Ada changed the role of Theo from therapist to office')
})

test('codes among the details are told in words, and names stay as they are written', async () => {
  await happened('2026-01-20T10:00:00Z', 'client.changed', cleo.id, ada, { fields: ['postalAddress', 'phone'] })
  await happened('2026-01-20T11:00:00Z', 'client.assigned', cleo.id, ada, { staff: theo.id })
  await happened('2026-01-20T12:00:00Z', 'access.refused', null, theo, { action: 'portal-settings.view', status: 403 })
  await happened('2026-01-20T13:00:00Z', 'audit.exported', harbor.id, ada, { lines: 403 })
  const admin = await staffBrowser(ada)
  expect(linesOf((await admin.get(`${log}?from=2026-01-20&to=2026-01-20`)).text)).toEqual([
    'Ada Whitfield exported the audit log, lines: 403',
    'Theo Marsh was refused, not open to them: Open Client Portal Settings and Manage Clients',
    'Ada Whitfield assigned Theo Marsh to Cleo Barnes',
    'Ada Whitfield changed the file of Cleo Barnes: postal address, phone',
  ])
})

test('a sign-in is by who signed in', async () => {
  const admin = await staffBrowser(ada)
  const file = await admin.post(`${log}/export`, { person: ada.id, kind: 'sign-in' })
  expect(file.text).toContain('"Ada Whitfield","Before signing in","Ada Whitfield signed in","session.started"')
})

test('what the program did by itself is not by whom it did it for', async () => {
  const system = { kind: 'System', organizationId: harbor.id } as const
  setClock(() => new Date('2026-01-21T10:00:00Z'))
  await inOrganization(system, (tx) => record(tx, system, 'seat.freed', theo.id)).finally(() =>
    setClock(() => new Date()),
  )
  const admin = await staffBrowser(ada)
  const file = await admin.post(`${log}/export`, { from: '2026-01-21', to: '2026-01-21' })
  expect(file.text).toContain('"Anteroom","The program","Theo Marsh has the free seat now","seat.freed"')
})

test('looking for a client keeps what else was chosen', async () => {
  const admin = await staffBrowser(ada)
  const looked = await admin.post(`${log}/clients`, { search: 'Cleo', kind: 'reading', from: '2026-01-01', person: '' })
  const href = new RegExp(`href="([^"]*client=${cleo.id}[^"]*)"`).exec(looked.text)?.[1]?.replace(/&(amp|#38);/g, '&')
  expect(Object.fromEntries(new URLSearchParams(href?.split('?')[1]))).toEqual({
    ...{ client: cleo.id, kind: 'reading', from: '2026-01-01' },
  })
  expect(looked.text).toContain('value="2026-01-01"')
  expect(looked.text).toContain('<input type="hidden" name="kind" value="reading">')
})

test('an administrator reads what was done, newest first, in plain words and in the practice’s time', async () => {
  await happened('2026-03-08T05:59:00Z', 'client.read', cleo.id, theo)
  await happened('2026-03-08T06:01:00Z', 'client.added', cleo.id)
  const admin = await staffBrowser(ada)
  const page = await admin.get(`${log}?from=2026-03-01&to=2026-03-31`)
  expect(linesOf(page.text)).toEqual([
    'Ada Whitfield added the file of Cleo Barnes',
    'Theo Marsh opened the file of Cleo Barnes',
  ])
  expect(page.text).toContain('Mar 8, 2026, 12:01 AM')
  // midnight in Chicago lies between the two
  expect(linesOf((await admin.get(`${log}?from=2026-03-08`)).text)).toContain(
    'Ada Whitfield added the file of Cleo Barnes',
  )
  expect(linesOf((await admin.get(`${log}?from=2026-03-01&to=2026-03-07`)).text)).toEqual([
    'Theo Marsh opened the file of Cleo Barnes',
  ])
})

test('it is narrowed by person, by client and by kind, alone and together', async () => {
  await happened('2026-02-01T10:00:00Z', 'client.read', cleo.id, theo)
  await happened('2026-02-01T11:00:00Z', 'client.read', omar.id, theo)
  await happened('2026-02-01T12:00:00Z', 'client.changed', cleo.id)
  await happened('2026-02-01T13:00:00Z', 'seat.given', theo.id)
  const admin = await staffBrowser(ada)
  const found = async (query: string) =>
    linesOf((await admin.get(`${log}?from=2026-02-01&to=2026-02-01&${query}`)).text).map((line) => line.slice(0, 16))
  expect(await found('')).toHaveLength(4)
  expect(await found(`person=${theo.id}`)).toEqual(['Ada Whitfield ga', 'Theo Marsh opene', 'Theo Marsh opene'])
  expect(await found(`client=${cleo.id}`)).toEqual(['Ada Whitfield ch', 'Theo Marsh opene'])
  expect(await found('kind=reading')).toHaveLength(2)
  expect(await found(`kind=reading&person=${theo.id}&client=${omar.id}`)).toHaveLength(1)
  expect(await found(`kind=staff&person=${theo.id}`)).toEqual(['Ada Whitfield ga'])
  expect(await found(`person=${nia.id}`)).toEqual([])
})

test('a client is found by name with a posted search, and the address holds an id', async () => {
  const admin = await staffBrowser(ada)
  const page = await admin.post(`${log}/clients`, { search: 'barnes' })
  expect(page.text).toContain(`${log}?client=${cleo.id}`)
  expect((await admin.get(`${log}?client=${cleo.id}`)).text).toContain('Client: <strong>Cleo Barnes</strong>')
  expect((await admin.post(`${log}/clients`, { search: 'nobody' })).text).toContain('Nobody found for')
})

test('pages follow each other without a gap, also where many lines are of one moment', async () => {
  setClock(() => new Date('2026-01-15T12:00:00Z'))
  const subjects = Array.from({ length: 120 }, () => ({ subjectId: cleo.id, details: {} }))
  await inOrganization(ada, (tx) => recordAll(tx, as(ada), 'client.read', subjects)).finally(() =>
    setClock(() => new Date()),
  )
  const admin = await staffBrowser(ada)
  for (const narrowed of ['', `&client=${cleo.id}`, '&kind=reading', `&person=${ada.id}`]) {
    let [next, seen]: [string | undefined, number] = [`${log}?from=2026-01-15&to=2026-01-15${narrowed}`, 0]
    const sizes: number[] = []
    while (next) {
      const { text } = await admin.get(next)
      sizes.push(linesOf(text).length)
      seen += sizes.at(-1)!
      next = /href="([^"]*before=[^"]*)">Earlier lines/
        .exec(text)?.[1]
        ?.replaceAll('&amp;', '&')
        .replaceAll('&#38;', '&')
    }
    expect([seen, sizes], narrowed).toEqual([120, [50, 50, 20]])
  }
})

test('the export holds the same lines, in cells no spreadsheet takes for a formula, and is a line itself', async () => {
  const name = { firstName: '=HYPERLINK("x")', lastName: '+1' }
  const admin = await staffBrowser(ada)
  const added = await admin.post('/staff/clients', name)
  const id = String(added.headers['location']).split('/').at(-1)!
  const file = await admin.post(`${log}/export`, { client: id, kind: 'clients' })
  expect(file.headers['content-type']).toMatch(/^text\/csv/)
  expect(file.headers['content-disposition']).toMatch(/audit-log-\d{4}-\d\d-\d\d\.csv/)
  const [head = '', line = '', end] = file.text.split('\r\n')
  expect(head).toBe('"Time","Time (UTC)","Who","Role","What","Event"')
  expect(line).toContain(
    '"Ada Whitfield","Administrator","Ada Whitfield added the file of =HYPERLINK(""x"") +1","client.added"',
  )
  expect(end).toBe('')
  const [event] = await inOrganization(ada, (tx) =>
    tx.auditEvent.findMany({ where: { event: 'audit.exported' }, orderBy: { id: 'desc' } }),
  )
  expect(event?.details).toEqual({ client: id, kind: 'clients', lines: 1 })
  expect(linesOf((await admin.get(`${log}?kind=settings`)).text)[0]).toBe(
    'Ada Whitfield exported the audit log, lines: 1',
  )
})

test.each([
  ['Noor;=1', "Noor;'=1"],
  ['a\t+1', "a\t'+1"],
  ['＝1', "'＝1"],
  [' =1', "' =1"],
  ['a=1; b-2', 'a=1; b-2'],
])('in %j no list separator begins a formula', (text, safe) => {
  expect(csvOf([[text]]).toString()).toBe(`"${safe}"\r\n`)
})

test.each(['=1', '+1', '-1', '@a', '\tx', '\rx'])('a cell that begins like %j is text', (text) => {
  expect(csvOf([[text, 'a "quoted" word']]).toString()).toBe(`"'${text}","a ""quoted"" word"\r\n`)
})

test.each([
  ['a kind that is not there', 'kind=secrets', 'Please choose a kind from the list.'],
  ['a word every object knows', 'kind=toString', 'Please choose a kind from the list.'],
  ['a day that is none', 'from=2026-02-31', 'Enter a date as year, month and day'],
  ['a time that ends before it begins', 'from=2026-06-01', 'This day lies before the first one.'],
  ['something unknown', 'name=cleo', 'This address asks for something we do not know.'],
])('%s is refused, and what was typed is kept', async (_what, query, sentence) => {
  const answer = await (await staffBrowser(ada)).get(`${log}?${query}&to=2026-05-05`)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(sentence)
  expect(answer.text).toContain('value="2026-05-05"')
})

test('an export that asks for what there is not is refused and leaves no line', async () => {
  const exports = () => inOrganization(ada, (tx) => tx.auditEvent.count({ where: { event: 'audit.exported' } }))
  const before = await exports()
  expect((await (await staffBrowser(ada)).post(`${log}/export`, { kind: 'secrets' })).status).toBe(422)
  expect(await exports()).toBe(before)
})

test('only administrators read and export it', async () => {
  for (const person of [theo, ofra]) {
    const browser = await staffBrowser(person)
    const answers = [
      await browser.get(log),
      await browser.post(`${log}/export`),
      await browser.post(`${log}/clients`, { search: 'a' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403])
  }
})

test('nothing of another practice is read, and its ids answer as ones that are nobody’s', async () => {
  await happened('2026-04-04T12:00:00Z', 'client.read', max.id, eve)
  const admin = await staffBrowser(ada)
  const other = await staffBrowser(eve)
  const days = 'from=2026-04-01&to=2026-04-30'
  expect(linesOf((await other.get(`${log}?${days}`)).text)).toEqual(['Eve Sandoval opened the file of Max Ferreira'])
  expect(linesOf((await admin.get(`${log}?${days}`)).text)).toEqual([])
  for (const query of [`client=${max.id}`, `person=${eve.id}`, `client=${newId()}`, 'client=max', 'person=theo']) {
    expect((await admin.get(`${log}?${query}`)).status, query).toBe(404)
  }
  expect((await admin.post(`${log}/export`, { client: max.id })).status).toBe(404)
})
