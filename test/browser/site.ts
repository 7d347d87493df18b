import { mkdtempSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core'
import type { Express } from 'express'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { castPassword } from '../../prisma/cast.ts'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'

const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
const quiet = ['--disable-component-update', '--disable-sync']

/** The real application on a free port of this machine, and a Chromium beside it. */
export class Site {
  /** Routes are read from it. */
  app!: Express
  url = ''
  #server!: Server
  #browser!: Browser

  async open(): Promise<void> {
    this.#server = createServer()
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening))
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    const config = readConfig({ ANTEROOM_URL: this.url, NODE_ENV: 'test', ANTEROOM_HOME: '/tmp/anteroom-tests' })
    this.app = createApp(config, 'session secret of the tests')
    this.#server.on('request', this.app)
    const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
    this.#browser = await chromium.launch({ executablePath, args: [...args, ...quiet] })
  }

  async close(): Promise<void> {
    await this.#browser.close()
    this.#server.closeAllConnections()
    await new Promise<unknown>((closed) => this.#server.close(closed))
  }

  /** Takes a picture of every open page. @returns the folder they are in */
  async pictures(): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'anteroom-pictures-'))
    const pages = this.#browser.contexts().flatMap((context) => context.pages())
    for (const [index, page] of pages.entries()) {
      await page.screenshot({ path: join(folder, `${index}.png`), fullPage: true })
    }
    return folder
  }

  /** Somebody's browser: cookies of its own. */
  async someone(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.#browser.newContext({ baseURL: this.url, ...options })
    context.setDefaultTimeout(30_000)
    return context
  }

  /** A browser signed in at `/staff` or `/portal/<practice>` through the page itself. */
  async signedIn(
    where: string,
    { email }: { email: string },
    options?: BrowserContextOptions,
  ): Promise<BrowserContext> {
    const context = await this.someone(options)
    const page = await context.newPage()
    await page.goto(`${where}/sign-in`)
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(castPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(this.url + where)
    await page.close()
    return context
  }
}

/** The site for the tests of a file. Of a test that fails, the pages it leaves open are kept as pictures. */
export function useSite(): Site {
  const site = new Site()
  beforeAll(() => site.open())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') console.log(`Pictures: ${await site.pictures()}`)
  })
  afterAll(() => site.close())
  return site
}
