import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import request from 'supertest'
import { beforeAll, expect, test } from 'vitest'
import { harbor } from '../../prisma/cast.ts'
import { createApp } from '../../src/app.ts'
import { atEntry, inOrganization } from '../../src/platform/database.ts'
import { setPlaces } from '../../src/platform/installation.ts'
import { currentCode } from '../../src/platform/one-time-passwords.ts'
import { newOneTimeCode } from '../../src/setup/one-time-code.ts'
import { nothingSetUp } from '../../src/setup/set-up-practice.ts'
import { settingsFile, writeSettings } from '../../src/setup/write-settings.ts'
import { setupRoutes } from '../../src/setup/setup-routes.ts'
import { config } from '../app.ts'
import { emptyInstallation, quietRiver } from './empty-installation.ts'

const code = newOneTimeCode()
const folder = mkdtempSync(join(tmpdir(), 'anteroom-set-up-'))
const home = { ...config, stateFolder: folder }
const setup = setupRoutes(code, () => writeSettings(home, { NODE_ENV: 'test' }))
const app: express.Express = createApp(home, 'session secret of the tests', { setup })
setPlaces({ data: 'the data folder', keys: 'the key file', settings: settingsFile(home) })

/** What the first administrator's browser does, from page to page. */
const agent = request.agent(app)
const posts = (path: string, form: Record<string, string> = {}) =>
  agent.post(path).set('sec-fetch-site', 'same-origin').set('cookie', cookies).type('form').send(form)
let cookies = ''
const keep = (answer: request.Response) => {
  const set = (answer.headers['set-cookie'] as unknown as string[] | undefined) ?? []
  const session = set.find((each) => each.startsWith('__Host-staff='))
  if (session) cookies = session.split(';')[0]!
  return answer
}
const gets = (path: string) => agent.get(path).set('cookie', cookies)

const practice = {
  code: code.text,
  ...quietRiver,
}
const setUp = (changed: Record<string, string>) =>
  request(app)
    .post('/setup')
    .set('sec-fetch-site', 'same-origin')
    .type('form')
    .send({ ...practice, ...changed })

beforeAll(emptyInstallation)

test.each([
  ['a wrong code', { code: '0000-0000-0000' }, 'This is not the code'],
  ['an address with spaces', { portalAddress: 'Quiet River' }, 'small letters'],
  ['a zone that does not exist', { timeZone: 'Mars/Base' }, 'Please choose a time zone.'],
  ['a short password', { password: 'short' }, 'at least 15 characters'],
])('%s is refused and everything typed is kept', async (_what, changed, sentence) => {
  const answer = await setUp(changed)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(sentence)
  expect(answer.text).toContain('Quiet River Practice')
  expect(await nothingSetUp()).toBe(true)
})

test('with the code the practice is made and its settings written down, and the page is gone for good', async () => {
  const answer = keep(await setUp({}))
  expect(answer.headers['location']).toBe('/staff/sign-in/second-factor')
  expect(readFileSync(settingsFile(home), 'utf8')).toContain('ANTEROOM_URL=https://anteroom.example')
  expect(statSync(settingsFile(home)).mode & 0o777).toBe(0o600)
  expect((await request(app).get('/portal/quiet-river/privacy')).text).toContain('Quiet River Practice')
  const { id: organizationId } = await atEntry((tx) => tx.organization.findFirstOrThrow({ select: { id: true } }))
  const seats = await inOrganization({ organizationId }, (tx) => tx.seat.findMany({ include: { staff: true } }))
  expect(seats.map(({ state, staff }) => [state, staff.email])).toEqual([['free', practice.email]])
  expect((await request(app).get('/setup')).status).toBe(404)
  expect((await setUp({ portalAddress: harbor.portalAddress, email: 'other@quiet-river.example' })).status).toBe(404)
})

test('then come the second factor and the recovery kit, before every other page; stored, the kit is gone for good', async () => {
  expect((await gets('/staff')).headers['location']).toBe('/staff/sign-in')
  const page = await gets('/staff/sign-in/second-factor')
  const secret = /class="letters">([A-Z2-7 ]+)</.exec(page.text)?.[1]?.replaceAll(' ', '') ?? ''
  const entered = keep(await posts('/staff/sign-in/second-factor', { secret, code: currentCode(secret) }))
  expect(entered.status).toBe(303)
  for (const path of ['/staff', '/staff/clients', '/staff/profile']) {
    expect((await gets(path)).headers['location'], path).toBe('/staff/recovery-kit')
  }
  expect((await gets('/staff/recovery-kit')).text).toContain('Make my recovery kit')
  const kit = (await posts('/staff/recovery-kit')).text
  expect(kit.match(/\b[A-Z2-9]{4}(-[A-Z2-9]{4}){5}\b/g)).toHaveLength(10)
  for (const told of ['the data folder', 'the key file', settingsFile(home), 'Without the keys nothing can be read'])
    expect(kit).toContain(told)
  expect((await posts('/staff/recovery-kit/storage')).headers['location']).toBe('/staff')
  expect((await gets('/staff')).status).toBe(200)
  expect((await gets('/staff/recovery-kit')).status).toBe(404)
  expect((await posts('/staff/recovery-kit')).status).toBe(404)
})
