import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import request from 'supertest'
import { beforeAll, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { atEntry } from '../../src/platform/database.ts'
import { newOneTimeCode } from '../../src/setup/one-time-code.ts'
import { setupRoutes } from '../../src/setup/setup-routes.ts'
import { config } from '../app.ts'
import { emptyInstallation, quietRiver } from './empty-installation.ts'

const code = newOneTimeCode()
const home = { ...config, stateFolder: mkdtempSync(join(tmpdir(), 'anteroom-one-code-')) }
const app = createApp(home, 'session secret of the tests', { setup: setupRoutes(code, () => {}) })

beforeAll(emptyInstallation)

const setUp = (number: number, changed: Record<string, string> = {}) =>
  request(app)
    .post('/setup')
    .set('sec-fetch-site', 'same-origin')
    .type('form')
    .send({
      ...{ ...quietRiver, code: code.text, portalAddress: `river-${number}`, email: `ada@river-${number}.example` },
      ...changed,
    })
const practices = () => atEntry((tx) => tx.organization.count())

test('what is refused leaves the code as good as it was', async () => {
  const refused = await setUp(0, { password: 'short' })
  expect([refused.status, await practices()]).toEqual([422, 0])
})

test('of five who bring the code at once, one sets up a practice', async () => {
  const answers = await Promise.all([1, 2, 3, 4, 5].map((number) => setUp(number)))
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 303)).toHaveLength(1)
  expect(statuses.filter((status) => ![303, 404, 422].includes(status))).toEqual([])
  expect(await practices()).toBe(1)
})
