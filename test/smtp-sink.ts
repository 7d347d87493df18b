import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** How the service behaves towards whoever hands it a mail. */
export type Mood = 'takes' | 'refuses' | 'puts off' | 'breaks off' | 'hangs'

/** A mail as it came over the wire. */
export interface Taken {
  source: string
  mail: ParsedMail
  recipients: string[]
}

/** A mail service over a real socket, for servers in processes of their own. Its answers quote what it was told. */
export class SmtpSink {
  mood: Mood = 'takes'
  /** What came whole and was accepted, in the order of coming. */
  readonly taken: Taken[] = []
  /** How many mails were begun. */
  tries = 0
  readonly #server: SMTPServer
  readonly #sockets = new Set<Socket>()

  constructor() {
    const onRcptTo: SMTPServerOptions['onRcptTo'] = ({ address }, _session, done) => {
      this.tries += 1
      if (this.mood === 'refuses') return done(answer(550, `no mailbox ${address} here`))
      if (this.mood === 'puts off') return done(answer(450, `mailbox ${address} is busy`))
      if (this.mood !== 'hangs') done()
    }
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo,
      onData: (stream, session, done) => {
        if (this.mood === 'breaks off') return void stream.once('data', () => this.#breakOff())
        void this.#take(
          stream,
          session.envelope.rcptTo.map(({ address }) => address),
        ).then(() => done(), done)
      },
    })
    this.#server.on('error', () => {}) // a connection that was broken off
    this.#server.server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
  }

  /** Listens, and says where. */
  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server.server, 'listening')
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.#breakOff()
    await new Promise<void>((closed) => this.#server.close(closed))
  }

  async #take(stream: NodeJS.ReadableStream, recipients: string[]): Promise<void> {
    const source = await text(stream)
    this.taken.push({ source, mail: await simpleParser(source), recipients })
  }

  /** Every connection there is ends in the middle of what it says. */
  #breakOff(): void {
    for (const socket of this.#sockets) socket.destroy()
  }
}

const answer = (responseCode: number, sentence: string) => Object.assign(new Error(sentence), { responseCode })
