import type { Server } from 'node:http'
import request, { type Response } from 'supertest'
import { inlineIn } from './inline.ts'

export interface Question {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'TRACE'
  path: string
  cookie?: string
  form?: Record<string, string | string[] | undefined>
  /** A body as it is, in place of a form. */
  raw?: string
  headers?: Record<string, string>
}

const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
}

/** What every answer of the application carries under an https address. */
const headers: Record<string, string> = {
  'content-security-policy': Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join(';'),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** Asks one server, each time from a new address, keeping no cookie, and looks at the edge of every answer. */
export class Inquiry {
  readonly flaws = new Map<string, string>()
  readonly statuses = new Map<number, number>()
  answers = 0
  readonly #server: Server

  constructor(server: Server) {
    this.#server = server
  }

  async ask({ method, path, cookie = '', form, raw, headers = {} }: Question): Promise<Response> {
    const verb = method.toLowerCase() as Lowercase<Question['method']>
    const asked = request(this.#server)[verb](path).redirects(0).set('x-forwarded-for', this.#address())
    if (cookie) void asked.set('cookie', cookie)
    if (method !== 'GET') void asked.type('form').send(raw ?? encoded(form ?? {}))
    const answer = await asked.set(headers)
    this.#look(`${method} ${path} ${answer.status}`, answer)
    return answer
  }

  get(question: Omit<Question, 'method'>): Promise<Response> {
    return this.ask({ ...question, method: 'GET' })
  }

  /** A change, sent as a browser sends one from our own page. */
  post(question: Omit<Question, 'method'>): Promise<Response> {
    return this.ask({ ...question, method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } })
  }

  #address(): string {
    return `10.0.${(this.answers >> 8) & 255}.${this.answers & 255}`
  }

  #look(what: string, answer: Response): void {
    this.answers += 1
    this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1)
    const flaws = [...flawsOfHeaders(answer), ...flawsOfCookies(answer)]
    if (answer.type === 'text/html' && inlineIn(answer.text).length) flaws.push('inline code or style')
    for (const flaw of flaws) if (!this.flaws.has(flaw)) this.flaws.set(flaw, what)
  }
}

const flawsOfHeaders = (answer: Response) => [
  ...Object.entries(headers)
    .filter(([name, value]) => answer.headers[name] !== value)
    .map(([name]) => `${name}: ${String(answer.headers[name])}`),
  ...(answer.headers['x-powered-by'] ? ['x-powered-by'] : []),
]

const flawsOfCookies = (answer: Response) =>
  ((answer.headers['set-cookie'] as unknown as string[] | undefined) ?? []).filter(
    (line) =>
      !/^__Host-(staff|portal)(-device)?=/.test(line) || !/Path=\/;.*HttpOnly; Secure; SameSite=Lax/i.test(line),
  )

export function encoded(form: NonNullable<Question['form']>): string {
  const pairs = Object.entries(form).flatMap(([name, value]) => [value ?? []].flat().map((each) => [name, each]))
  return new URLSearchParams(pairs).toString()
}
