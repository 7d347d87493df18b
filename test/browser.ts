import request, { type Response } from 'supertest'
import { castPassword, harbor } from '../prisma/cast.ts'
import { app, config } from './app.ts'
import { evesSignIn, freshCode } from './factors.ts'

type Form = Record<string, string | string[]>
type App = typeof app | string

/** A browser as the tests need one: keeps cookies itself, sends what browsers send, follows nothing by itself. */
export class Browser {
  readonly cookies = new Map<string, string>()
  /** The network address the application sees. */
  address = '203.0.113.7'
  readonly #site: App

  /** @param site the application in this process, or the address of another one */
  constructor(site: App = app) {
    this.#site = site
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#keep(await request(this.#site).get(path).set(this.#headers()).set(headers))
  }

  async post(path: string, form: Form = {}, headers: Record<string, string> = {}): Promise<Response> {
    const sent = request(this.#site).post(path).set(this.#headers()).set('sec-fetch-site', 'same-origin').type('form')
    return this.#keep(await sent.set(headers).send(new URLSearchParams(pairs(form)).toString()))
  }

  /** Goes where the answer leads. */
  async follow(response: Response): Promise<Response> {
    const to = new URL(String(response.headers['location']), config.url)
    return this.get(to.pathname + to.search)
  }

  #headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return { 'user-agent': 'Test Browser/1.0', 'x-forwarded-for': this.address, ...(cookie ? { cookie } : {}) }
  }

  #keep(response: Response): Response {
    for (const line of (response.headers['set-cookie'] as unknown as string[] | undefined) ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name && /expires=thu, 01 jan 1970/i.test(line)) this.cookies.delete(name)
      else if (name) this.cookies.set(name, value ?? '')
    }
    return response
  }
}

const pairs = (form: Form) =>
  Object.entries(form).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((each) => [name, each]))

/** A browser signed in on the staff's site. */
export const staffBrowser = (person: { email: string }, site?: App) => signedIn('/staff', person.email, site)

/** A browser signed in at a practice's portal. */
export const portalBrowser = (person: { email: string }, practice = harbor, site?: App) =>
  signedIn(`/portal/${practice.portalAddress}`, person.email, site)

async function signedIn(path: string, email: string, site?: App): Promise<Browser> {
  const browser = new Browser(site)
  const answer = await browser.post(`${path}/sign-in`, { email, password: castPassword })
  if (answer.status !== 303) throw new Error(`${email} could not sign in: ${answer.status}`)
  // of the cast only Eve has a second factor
  if (answer.headers['location'] === '/staff/sign-in/code') {
    const code = await browser.post('/staff/sign-in/code', { code: await freshCode(evesSignIn) })
    if (code.status !== 303) throw new Error(`${email} could not sign in with a code: ${code.status}`)
  }
  return browser
}
