import { existsSync, readFileSync } from 'node:fs'
import type { Response } from 'supertest'
import { inject } from 'vitest'
import { ask } from '../catalogue.ts'
import { Browser } from '../browser.ts'
import type { Taken } from '../smtp-sink.ts'
import { allowed } from './canaries.ts'
import { isEncrypted, kept, wordColumns, wordless } from './columns.ts'

/** Where words of people must not stand: name -> all that stands there. */
export class Places {
  readonly texts = new Map<string, string>()

  add(place: string, text: string): void {
    this.texts.set(place, `${this.texts.get(place) ?? ''}\n${text}`)
  }

  /** What a mail says, over the wire and decoded; its one recipient is the only thing left out. */
  addMail({ source, mail, recipients }: Taken): void {
    const isInvitation = mail.subject?.includes('invites you to its client portal')
    const [reader, ...others] = recipients
    if (others.length || [mail.to].flat().length !== 1) throw new Error('a mail has one reader')
    const decoded = [mail.subject, mail.from?.text, mail.text, mail.html, mail.messageId].join('\n')
    const withoutReader = source.replace(new RegExp(`^To: ${reader}\\r?$`, 'm'), '')
    this.add(isInvitation ? 'invitations by mail' : 'mails', `${withoutReader}\n${decoded}`)
  }

  /** What the database keeps beside the files of clients: jobs, sessions, throttling, audit and every wordless column. */
  async addDatabase(): Promise<void> {
    for (const { name } of await ask<{ name: string }>(`select relname as name from pg_class
        where relnamespace = 'pgboss'::regnamespace and relkind = 'r'`)) {
      const [row] = await ask<{ words: string }>(
        `select coalesce(string_agg(t::text, ' '), '') as words from pgboss.${name} t`,
      )
      this.add('jobs', row?.words ?? '')
    }
    for (const column of await wordColumns()) {
      // what names a session there is what its cookie holds
      if ((column in wordless && column !== 'sessions.sid') || isEncrypted(column))
        this.add(placeOf(column), await kept(column))
    }
  }

  addDatabaseLog(): void {
    const log = inject('serverLog')
    if (log && existsSync(log)) this.add('the log of the database', readFileSync(log, 'utf8'))
  }

  get bytes(): number {
    return [...this.texts.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  }

  /** Every canary that stands where it may not: `name in place`. */
  find(canaries: Record<string, string>): string[] {
    return [...this.texts].flatMap(([place, text]) => {
      const folded = text.toLowerCase()
      return Object.entries(canaries)
        .filter(([name]) => !allowed[place]?.includes(name))
        .filter(([, word]) => spellings(word).some((each) => folded.includes(each)))
        .map(([name]) => `${name} in ${place}`)
    })
  }
}

/** The tables that are no file of a client are places of their own. */
function placeOf(column: string): string {
  const [table = ''] = column.split('.')
  const own: Record<string, string> = { sessions: 'sessions', rate_limits: 'throttling', audit_events: 'the audit' }
  return own[table] ?? 'columns without words, or encrypted'
}

/** How a word may stand somewhere: as it is, in a URL, in hex, and in base64 wherever it begins. */
function spellings(word: string): string[] {
  const bytes = Buffer.from(word)
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '')
    // the ends depend on what stands beside
    return text.slice(shift === 0 ? 0 : 4, text.length - (text.length % 4))
  })
  return [word, encodeURIComponent(word), new URLSearchParams({ word }).toString().slice(5), bytes.toString('hex')]
    .concat(base64.filter((text) => text.length >= 8))
    .map((text) => text.toLowerCase())
}

/** A browser that notes what each exchange shows beside its page: addresses, where it leads, and pages of errors. */
export class WatchedBrowser extends Browser {
  readonly #places: Places

  constructor(site: string, places: Places) {
    super(site)
    this.#places = places
  }

  override async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#note(path, await super.get(path, headers))
  }

  override async post(path: string, ...rest: [form?: Form, headers?: Record<string, string>]): Promise<Response> {
    return this.#note(path, await super.post(path, ...rest))
  }

  #note(path: string, answer: Response): Response {
    const { 'set-cookie': _ours, ...headers } = answer.headers as Record<string, unknown>
    this.#places.add(path.includes('/invitation?key=') ? 'the address that opens an invitation' : 'addresses', path)
    this.#places.add('headers and redirects', JSON.stringify(headers))
    // a form that is refused is shown again, and one that waits for a sign-in waits in its page
    if (answer.status >= 400 && ![401, 422].includes(answer.status)) this.#places.add('pages of errors', answer.text)
    return answer
  }
}

type Form = Record<string, string | string[]>
