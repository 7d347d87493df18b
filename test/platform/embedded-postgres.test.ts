import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { isAlive } from '../../src/platform/made-once.ts'
import { stateFolder } from '../../src/platform/state-folder.ts'
import { ask, postmaster, putPackages, putStarter, serveApart } from './own-process.ts'

const isRoot = process.getuid?.() === 0
const place = mkdtempSync(join(tmpdir(), 'anteroom-embedded-'))
chmodSync(place, 0o711)
const starter = putStarter(join(place, 'starter'))
const kept = newFolder('kept', 0o700)
const unsafe = { fsync: false }
afterAll(() => rmSync(place, { recursive: true, force: true }))

function newFolder(name: string, mode: number): string {
  mkdirSync(join(place, name))
  chmodSync(join(place, name), mode)
  return join(place, name)
}

const parentOf = (pid: number) => Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
const gone = (pid: number) => vi.waitUntil(() => !isAlive(pid), { timeout: 10_000, interval: 20 })

test('the state folder is ANTEROOM_HOME, made when missing, and never listed to others', () => {
  const folder = join(place, 'state/of/one')
  expect(stateFolder({ ANTEROOM_HOME: folder })).toBe(folder)
  expect(statSync(folder).mode & 0o777).toBe(isRoot ? 0o711 : 0o700)
  chmodSync(folder, 0o700)
  expect(stateFolder({ ANTEROOM_HOME: folder })).toBe(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

describe('a server over a new folder', () => {
  test('belongs to a plain role that owns its database and may make roles, not databases', async () => {
    const { url, stop } = await startEmbeddedPostgres(kept, unsafe)
    const about = await ask(
      url,
      `SELECT current_database(), datcollate, datctype, pg_encoding_to_char(encoding) AS encoding, datdba::regrole::text AS owner,
        rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
        current_setting('listen_addresses') AS addresses, current_setting('max_connections') AS connections, current_setting('TimeZone') AS zone
      FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`,
    )
    expect(about).toEqual([
      {
        ...{ current_database: 'anteroom', datcollate: 'C', datctype: 'C', encoding: 'UTF8', owner: 'anteroom' },
        ...{ rolname: 'anteroom', rolsuper: false, rolbypassrls: false, rolcreaterole: true, rolcreatedb: false },
        ...{ rolreplication: false, addresses: '', connections: '60', zone: 'UTC' },
      },
    ])
    await ask(url, 'CREATE EXTENSION btree_gist; CREATE TABLE kept AS SELECT 1 AS thing')
    await expect(ask(url.replace('//anteroom@', '//postgres@'), 'SELECT')).rejects.toThrow('no pg_hba.conf entry')
    await stop()
  })

  test('keeps its data, ends when told, and is back at once', async () => {
    const began = performance.now()
    const { url, stop } = await startEmbeddedPostgres(kept, unsafe)
    expect(performance.now() - began).toBeLessThan(1_000)
    expect(await ask(url, 'SELECT thing FROM kept')).toEqual([{ thing: 1 }])
    const server = postmaster(kept)
    await stop()
    expect(isAlive(server)).toBe(false)
    await stop()
    expect(readdirSync(kept).sort()).toEqual(['postgres', 'postgres.log'])
    expect(readdirSync(join(kept, 'postgres'))).toEqual(['data'])
  })

  test('writes no statement and no value into its log', async () => {
    const { url, stop } = await startEmbeddedPostgres(kept, unsafe)
    await expect(ask(url, `SELECT 'my secret'::int`)).rejects.toThrow('my secret')
    await expect(
      ask(url, `DO $$ BEGIN RAISE WARNING 'my secret'; RAISE LOG 'begun'; END $$; SELECT my_secret`),
    ).rejects.toThrow('my_secret')
    await stop()
    const log = readFileSync(join(kept, 'postgres.log'), 'utf8')
    expect(log).toContain('LOG:  begun')
    expect(log).not.toMatch(/my.secret/)
    expect(statSync(join(kept, 'postgres.log')).mode & 0o077).toBe(0)
  })

  test('lets the role make databases where that was asked for', async () => {
    const folder = newFolder('databases', 0o700)
    const { url, stop } = await startEmbeddedPostgres(folder, { ...unsafe, createDatabases: true, maxConnections: 9 })
    await ask(url, 'CREATE DATABASE copy TEMPLATE anteroom STRATEGY file_copy')
    expect(await ask(url, 'SHOW max_connections')).toEqual([{ max_connections: '9' }])
    await stop()
  })

  test('is found in a folder whose path is too long for a socket', async () => {
    const folder = newFolder('long'.repeat(30), 0o700)
    const { url, stop } = await startEmbeddedPostgres(folder, unsafe)
    const sockets = new URL(url).searchParams.get('host') ?? ''
    expect(sockets.length).toBeLessThan(60)
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await stop()
    expect(readdirSync(sockets)).toEqual([])
    chmodSync(sockets, 0o755)
    await expect(startEmbeddedPostgres(folder, unsafe)).rejects.toThrow('belongs to somebody else')
    rmSync(sockets, { recursive: true })
  })

  test('refuses data of another major version', async () => {
    const folder = newFolder('older', 0o711)
    mkdirSync(join(folder, 'postgres/data'), { recursive: true })
    writeFileSync(join(folder, 'postgres/data/PG_VERSION'), '12\n')
    await expect(startEmbeddedPostgres(folder, unsafe)).rejects.toThrow('written by PostgreSQL 12')
  })

  test('says what is wrong when its data are damaged', async () => {
    const folder = newFolder('damaged', 0o711)
    mkdirSync(join(folder, 'postgres/data'), { recursive: true })
    writeFileSync(join(folder, 'postgres/data/PG_VERSION'), '18\n')
    await expect(startEmbeddedPostgres(folder, unsafe)).rejects.toThrow('PostgreSQL did not start')
  })
})

describe('two processes', () => {
  test('that start over a new folder at once share one server', async () => {
    const folder = newFolder('raced', 0o700)
    const both = await Promise.all([serveApart(starter, folder), serveApart(starter, folder)])
    const begun = await Promise.all(both.map(({ url }) => ask(url, 'SELECT pg_postmaster_start_time()')))
    expect(begun[0]).toEqual(begun[1])
    const ends = both.map(({ child }) => once(child, 'exit'))
    for (const { child } of both) child.stdin?.end()
    expect(await Promise.all(ends)).toEqual([
      [0, null],
      [0, null],
    ])
    expect(readdirSync(join(folder, 'postgres'))).toEqual(['data'])
    expect(() => postmaster(folder)).toThrow('ENOENT')
  })

  test('share the server of the first, and the second leaves it running', async () => {
    const first = await serveApart(starter, kept)
    const { url, stop } = await startEmbeddedPostgres(kept, unsafe)
    expect(url).toBe(first.url)
    await stop()
    expect(await ask(url, 'SELECT thing FROM kept')).toEqual([{ thing: 1 }])
    first.child.stdin?.end()
    expect(await once(first.child, 'exit')).toEqual([0, null])
  })
})

describe('kill -9', () => {
  test('of our process ends the server as well', async () => {
    const { child } = await serveApart(starter, kept)
    const server = postmaster(kept)
    expect(isAlive(server)).toBe(true)
    child.kill('SIGKILL')
    await gone(server)
  })

  test('of our process leaves nothing in the way of one that starts at once', async () => {
    const { child, url } = await serveApart(starter, kept)
    const [before] = await ask(url, 'SELECT pg_postmaster_start_time() AS begun')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const { stop } = await startEmbeddedPostgres(kept, unsafe)
    expect(await ask(url, 'SELECT pg_postmaster_start_time() AS begun')).not.toEqual([before])
    await stop()
  })

  test('of our process and of the server loses nothing that was committed', async () => {
    const { child, url } = await serveApart(starter, kept, {}, 'safe')
    await ask(url, 'CREATE TABLE committed AS SELECT 2 AS thing')
    const server = postmaster(kept)
    process.kill(server, 'SIGKILL')
    child.kill('SIGKILL')
    await gone(server)
    const { stop } = await startEmbeddedPostgres(kept, unsafe)
    expect(await ask(url, 'SELECT thing FROM committed')).toEqual([{ thing: 2 }])
    await stop()
  })

  test.runIf(process.platform === 'linux')(
    'of our process and of the shell between leaves a server that the next start replaces',
    async () => {
      const { child, url } = await serveApart(starter, kept)
      const abandoned = postmaster(kept)
      const shell = parentOf(abandoned)
      const watch = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim().split(' ').map(Number)
      for (const pid of [shell, ...watch.filter((pid) => pid !== abandoned)]) process.kill(pid, 'SIGKILL')
      child.kill('SIGKILL')
      await once(child, 'exit')
      expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
      const { stop } = await startEmbeddedPostgres(kept, unsafe)
      expect(postmaster(kept)).not.toBe(abandoned)
      expect(await ask(url, 'SELECT thing FROM kept')).toEqual([{ thing: 1 }])
      await stop()
    },
  )
})

describe.runIf(isRoot)('accounts', () => {
  const nobody = { uid: 65534, gid: 65534 }
  const copyIn = (folder: string) => readdirSync(folder).filter((name) => /^postgres-\d/.test(name))

  test('an ordinary user serves a folder of its own', async () => {
    const folder = newFolder('ordinary', 0o700)
    chownSync(folder, nobody.uid, nobody.gid)
    const { child, url } = await serveApart(starter, folder, nobody)
    expect(statSync(`/proc/${postmaster(folder)}`).uid).toBe(nobody.uid)
    expect(await ask(url, 'SELECT current_user AS me')).toEqual([{ me: 'anteroom' }])
    expect(copyIn(folder)).toEqual([])
    child.stdin?.end()
    await once(child, 'exit')
  })

  test('an ordinary user runs a copy where the packages lack their links and are not its own', async () => {
    const packages = putPackages(join(newFolder('bare', 0o755), 'node_modules'))
    const folder = newFolder('copied', 0o700)
    chownSync(folder, nobody.uid, nobody.gid)
    const { child, url } = await serveApart(putStarter(join(place, 'bare/starter'), packages), folder, nobody)
    expect(await ask(url, 'SELECT current_user AS me')).toEqual([{ me: 'anteroom' }])
    expect(copyIn(folder)).toHaveLength(1)
    child.stdin?.end()
    await once(child, 'exit')
  })

  test('root has a copy run where only root can reach the packages', async () => {
    const packages = putPackages(join(newFolder('closed', 0o700), 'node_modules'))
    const folder = newFolder('open', 0o711)
    const { child, url } = await serveApart(putStarter(join(place, 'closed/starter'), packages), folder)
    expect(await ask(url, 'SELECT current_user AS me')).toEqual([{ me: 'anteroom' }])
    expect(copyIn(folder)).toHaveLength(1)
    child.stdin?.end()
    await once(child, 'exit')
  })
})
