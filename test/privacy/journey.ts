import { expect, vi } from 'vitest'
import { castPassword, harbor } from '../../prisma/cast.ts'
import { inOrganization, type Tx } from '../../src/platform/database.ts'
import { formContent } from '../../src/intakes/form.ts'
import { questionsOf } from '../../src/intakes/questions.ts'
import { cuttingOff, refusing } from '../breaking.ts'
import type { Mood, SmtpSink } from '../smtp-sink.ts'
import { answerTo, canaries } from './canaries.ts'
import type { WatchedBrowser } from './places.ts'

const portal = `/portal/${harbor.portalAddress}`
const inHarbor = <T>(work: (tx: Tx) => Promise<T>) => inOrganization({ organizationId: harbor.id }, work)

/** Goes on when the server's own workers have come so far. */
const until = (what: () => Promise<unknown>) => vi.waitUntil(what, { timeout: 20_000, interval: 30 })

/** A step that must end in this status; anything else would prove nothing. */
async function ends(status: number, step: Promise<{ status: number }>) {
  expect((await step).status).toBe(status)
}

export const file = {
  firstName: canaries['first name'],
  lastName: canaries['last name'],
  preferredName: canaries['preferred name'],
  dateOfBirth: canaries['date of birth'],
  email: canaries['client e-mail'],
  phone: canaries['client phone'],
  postalAddress: canaries['client address'],
}

/** Who signs in with what: right, wrong, and nobody who is known. */
export async function signIn(browser: WatchedBrowser): Promise<void> {
  const wrong = { email: canaries['stranger e-mail'], password: canaries['stranger password'] }
  for (const site of ['/staff', portal]) await ends(422, browser.post(`${site}/sign-in`, wrong))
  for (const site of ['/staff', portal]) {
    await ends(200, browser.post(`${site}/forgotten-password`, { email: canaries['stranger e-mail'] }))
    await ends(422, browser.post(`${site}/forgotten-password`, { email: canaries['stranger password'] }))
    await ends(422, browser.post(`${site}/new-password`, { password: canaries['stranger password'] }))
  }
  const known = { email: canaries['staff e-mail'], password: canaries['stranger password'] }
  await ends(422, browser.post('/staff/sign-in', known))
  await ends(303, browser.post('/staff/sign-in', { ...known, password: castPassword }))
  await ends(200, browser.get('/staff'))
}

/** Adds the file, through a refusing database as well, looks for it, changes it to the words that are looked for. @returns its id */
export async function addFile(browser: WatchedBrowser): Promise<string> {
  await ends(422, browser.post('/staff/clients', { ...file, [canaries['unknown field']]: 'x' }))
  const check = `last_name <> '${canaries['new last name']}'`
  const refused = { ...file, lastName: canaries['new last name'] }
  // the refusal quotes the whole row
  await refusing('clients', check, () => ends(500, browser.post('/staff/clients', refused)))
  const added = await browser.post('/staff/clients', { ...file, preferredName: 'Kim' })
  const id = String(added.headers['location']).split('/').at(-1)!
  await ends(200, browser.follow(added))
  await ends(200, browser.post('/staff/clients/search', { search: canaries['first name'] }))
  await ends(303, browser.post(`/staff/clients/${id}/details`, { ...file, discreet: 'on' }))
  await refusing('clients', check, () => ends(500, browser.post(`/staff/clients/${id}/details`, refused)))
  await ends(413, browser.post('/staff/clients', { ...file, lastName: canaries['too much'].repeat(9000) }))
  await ends(403, browser.post('/staff/clients', file, { 'sec-fetch-site': 'cross-site' }))
  await ends(404, browser.get(`/staff/clients/${id}x`))
  return id
}

/** The links of the invitations that were taken, among whatever else was. */
const linksIn = ({ taken }: SmtpSink): string[] =>
  taken.flatMap(({ mail }) => mail.text?.match(/https?:\/\/[^/]+(\S+invitation\?key=\S+)/)?.[1] ?? [])

/** Invites a colleague. */
export async function hire(browser: WatchedBrowser, sink: SmtpSink): Promise<void> {
  sink.mood = 'takes'
  const colleague = { name: canaries['hired name'], email: canaries['hired e-mail'], role: 'therapist' }
  const invitations = '/staff/organization/staff/invitations'
  await ends(422, browser.post(invitations, { ...colleague, role: canaries['unknown field'] }))
  await ends(303, browser.post(invitations, colleague))
  await until(async () => sink.taken.length > 0)
}

/** Invites while the mail service does each of the things it may do; the last one is taken. */
export async function invite(browser: WatchedBrowser, sink: SmtpSink, id: string, moods: Mood[]): Promise<string> {
  const forms = await inHarbor((tx) => tx.form.findMany({ select: { id: true } }))
  const invitation = {
    clients: id,
    message: `Hello {preferred name}, ${canaries.message}`,
    forms: forms.map((form) => form.id),
    remember: 'on',
    holder: 'representative',
    signer: 'representative',
    holderName: canaries['holder name'],
    holderRelationship: canaries['holder relationship'],
  }
  await ends(200, browser.post('/staff/invitations/draft', { clients: id }))
  await ends(200, browser.post('/staff/invitations/preview', invitation))
  await ends(422, browser.post('/staff/invitations', { ...invitation, holderName: '' }))
  for (const mood of moods) {
    sink.mood = mood
    const { tries, taken } = { tries: sink.tries, taken: linksIn(sink).length }
    await ends(303, browser.post('/staff/invitations', invitation))
    await until(async () => sink.tries > tries && (mood !== 'takes' || linksIn(sink).length > taken))
  }
  return linksIn(sink).at(-1) ?? 'no link'
}

/** Says the invitation was for somebody else. */
export async function refuse(browser: WatchedBrowser, link: string): Promise<void> {
  await browser.follow(await browser.get(link))
  await ends(200, browser.post(`${portal}/invitation/refusal`))
}

/** Creates the account: a wrong day, a weak password, a connection that ends, and then well. */
export async function createAccount(browser: WatchedBrowser, link: string): Promise<void> {
  await browser.follow(await browser.get(link))
  await ends(200, browser.get(`${portal}/account`))
  const dateOfBirth = canaries['date of birth']
  const account = { dateOfBirth, password: canaries.password }
  await ends(422, browser.post(`${portal}/account`, { ...account, dateOfBirth: '1999-01-31' }))
  await ends(422, browser.post(`${portal}/account`, { ...account, password: canaries['weak password'] }))
  await cuttingOff('portal_accounts', () => ends(500, browser.post(`${portal}/account`, account)))
  await ends(303, browser.post(`${portal}/account`, account))
  await ends(200, browser.get(portal))
}

export interface Sent {
  questionnaire: string
  consent: string
  notice: string
}

/** The forms of the client, by key. */
export async function formsOf(clientId: string): Promise<Sent> {
  const rows = await inHarbor((tx) =>
    tx.intake.findMany({ where: { clientId }, include: { formVersion: { include: { form: true } } } }),
  )
  return Object.fromEntries(rows.map(({ id, formVersion }) => [formVersion.form.key, id])) as unknown as Sent
}

/** Fills in every question there is: as a draft, through a refusing database, and page by page. */
export async function fillIn(browser: WatchedBrowser, id: string): Promise<void> {
  const row = await inHarbor((tx) => tx.intake.findFirstOrThrow({ where: { id }, include: { formVersion: true } }))
  const { sections } = formContent.parse(row.formVersion.content)
  await browser.get(`${portal}/forms/${id}`)
  for (const [index, section] of sections.entries()) {
    const path = `${portal}/forms/${id}/sections/${index + 1}`
    const answers = Object.assign({}, ...questionsOf(section).map(answerTo)) as Record<string, string | string[]>
    await ends(200, browser.get(path))
    await ends(200, browser.post(`${path}/draft`, answers))
    if (index === 0) {
      await ends(422, browser.post(`${path}/draft`, { ...answers, [canaries['unknown field']]: 'x' }))
      await refusing('intakes', `state <> 'in_progress'`, () => ends(500, browser.post(path, answers)))
      await cuttingOff('intakes', () => ends(500, browser.post(`${path}/draft`, answers)))
    }
    await ends(303, browser.post(path, { ...answers, go: 'next' }))
  }
}

export async function preferPaper(browser: WatchedBrowser, id: string): Promise<void> {
  await ends(303, browser.post(`${portal}/forms/${id}/paper`))
  await ends(200, browser.get(`${portal}/forms/${id}`))
  await ends(303, browser.post(`${portal}/forms/${id}/opening`))
}

export async function agree(browser: WatchedBrowser): Promise<void> {
  await ends(200, browser.post(`${portal}/electronic-signing/sample`))
  await ends(303, browser.post(`${portal}/electronic-signing`, { agree: 'on' }))
}

export async function sign(browser: WatchedBrowser, id: string, more: Record<string, string> = {}): Promise<void> {
  const path = `${portal}/forms/${id}/signature`
  await ends(200, browser.get(path))
  const signature = {
    signedBy: 'other',
    signerRelation: canaries['signer relation'],
    typedName: canaries['typed name'],
    drawnStrokes: `[[${canaries.drawing},10,20]]`,
    ...more,
  }
  await ends(422, browser.post(path, { ...signature, drawnStrokes: `[[${canaries.drawing}` }))
  await ends(303, browser.post(path, signature))
}

/** Submits what is signed. In a zone that is none, the PDF cannot be rendered. */
export async function submit(browser: WatchedBrowser, timeZone = harbor.timeZone): Promise<void> {
  const practice = { id: harbor.id }
  await inHarbor((tx) => tx.organization.update({ where: practice, data: { timeZone } }))
  await ends(303, browser.post(`${portal}/forms/submission`))
  // and no page can show a time
  if (timeZone !== harbor.timeZone) await ends(500, browser.get(`${portal}/forms/finished`))
  await inHarbor((tx) => tx.organization.update({ where: practice, data: { timeZone: harbor.timeZone } }))
  await ends(200, browser.get(`${portal}/forms/finished`))
}

/** The practice asks for a reason, and an administrator who is not assigned gives one, through a refusing database as well. */
export async function giveReason(staff: WatchedBrowser, clientId: string): Promise<void> {
  await inHarbor((tx) => tx.organization.update({ where: { id: harbor.id }, data: { asksReason: true } }))
  const path = `/staff/clients/${clientId}/reason`
  const given = { reason: canaries['opening reason'] }
  await refusing('opening_reasons', 'given_at is null', () => ends(500, staff.post(path, given)))
  await ends(422, staff.post(path, { reason: '' }))
  await ends(303, staff.post(path, given))
  await ends(200, staff.get(`/staff/organization/audit?client=${clientId}`))
}

/** Everybody reads every document as a page, as a PDF and as evidence. @returns how many there are */
export async function readDocuments(staff: WatchedBrowser, client: WatchedBrowser, clientId: string): Promise<number> {
  const documents = await inHarbor((tx) => tx.document.findMany({ where: { clientId } }))
  await ends(200, staff.get(`/staff/clients/${clientId}/documents`))
  await ends(200, client.get(`${portal}/documents`))
  for (const { id, fileId } of documents) {
    // what cannot be rendered can be shown no more than printed; its evidence is there
    for (const [part, otherwise] of [
      ['', 500],
      ['/evidence', 200],
      ['/pdf', 303],
    ] as const) {
      const status = fileId ? 200 : otherwise
      await ends(status, staff.get(`/staff/clients/${clientId}/documents/${id}${part}`))
      await ends(status, client.get(`${portal}/documents/${id}${part}`))
    }
  }
  return documents.length
}

export const rendered = (count: number) =>
  until(async () => (await inHarbor((tx) => tx.document.count({ where: { fileId: { not: null } } }))) === count)
