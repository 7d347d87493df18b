import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { castPassword, elm, eve, theo } from '../../prisma/cast.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { Browser } from '../browser.ts'
import { evesSignIn, giveFactor } from '../factors.ts'
import { databaseUrl } from '../setup.ts'

const another = 'a violet teapot on the stairs'

/** Runs the real command on the server, with the environment of this installation. */
function recover(email: string) {
  const env = {
    PATH: process.env['PATH'],
    ANTEROOM_URL: 'https://anteroom.example',
    ANTEROOM_HOME: mkdtempSync(join(tmpdir(), 'anteroom-recover-')),
    DATABASE_URL: databaseUrl,
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    SESSION_SECRET: 'session secret of the tests',
    LOG_LEVEL: 'silent',
  }
  const command = ['.config/run.mjs', 'recover-administrator', email]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { env, encoding: 'utf8', timeout: 60_000 })
  return { status, said: stdout.trim() + stderr.trim() }
}

test('on the server a locked-out administrator gets a link that sets password and second factor anew, once', async () => {
  await giveFactor(evesSignIn)
  const { status, said } = recover(eve.email)
  expect(status, said).toBe(0)
  const browser = new Browser()
  await browser.get(said.replace('https://anteroom.example', ''))
  expect((await browser.get('/staff/new-password')).text).toContain('Your second factor is removed as well')
  expect((await browser.post('/staff/new-password', { password: another })).headers['location']).toBe('/staff/sign-in')
  const signIn = (password: string) => new Browser().post('/staff/sign-in', { email: eve.email, password })
  expect((await signIn(castPassword)).status).toBe(422)
  expect((await signIn(another)).headers['location']).toBe('/staff/sign-in/second-factor')
  const events = await inOrganization({ organizationId: elm.id }, (tx) =>
    tx.auditEvent.findMany({ where: { subjectId: eve.id }, select: { event: true } }),
  )
  const named = events.map(({ event }) => event)
  expect(named).toEqual(expect.arrayContaining(['administrator.recovery-started', 'password.set']))
})

test.each([theo.email, 'nobody@elm.example', ''])('it makes none for "%s", who is no administrator', (email) => {
  const { status, said } = recover(email)
  expect(status).toBe(1)
  expect(said).toBe('No active administrator signs in with this address.')
})
