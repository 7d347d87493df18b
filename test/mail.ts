import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll } from 'vitest'
import { handlers } from '../src/jobs.ts'
import { allDone } from '../src/platform/later.ts'
import { drain } from '../src/platform/jobs.ts'
import { openMail, smtpTransport } from '../src/platform/mail.ts'
import { config } from './app.ts'

/** A mail service over a real socket that keeps what it is handed. Refuses recipients it is told to refuse. */
export class Mailbox {
  readonly mails: ParsedMail[] = []
  readonly refused = new Set<string>()
  #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(this.refused.has(address) ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null),
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        this.mails.push(mail)
        done()
      }, done)
    },
  })

  async open(): Promise<void> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening))
    this.use()
  }

  /** From now on mails leave through this mailbox. */
  use(): void {
    const { port } = this.#server.server.address() as AddressInfo
    openMail({ transport: smtpTransport(`smtp://127.0.0.1:${port}`), from: 'portal@anteroom.example', url: config.url })
  }

  async close(): Promise<void> {
    await new Promise<void>((closed) => this.#server.close(closed))
  }

  /** Does every waiting job, then says what was sent to this address, newest last. */
  async to(address: string): Promise<ParsedMail[]> {
    await allDone()
    await drain(handlers)
    return this.mails.filter((mail) => [mail.to].flat().some((to) => to?.text.includes(address)))
  }
}

/** A mailbox for the tests of a file. */
export function useMailbox(): Mailbox {
  const mailbox = new Mailbox()
  beforeAll(() => mailbox.open())
  afterAll(() => mailbox.close())
  return mailbox
}

/** The first link to the site in a mail, as a path. */
export function linkIn(mail: ParsedMail | undefined): string {
  const link = mail?.text?.match(/https:\/\/anteroom\.example(\/\S+)/)?.[1]
  if (!link) throw new Error('no link in this mail')
  return link
}
